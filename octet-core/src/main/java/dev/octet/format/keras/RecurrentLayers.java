package dev.octet.format.keras;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.error.OctetException;
import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Cell;
import dev.octet.lower.Lowering;
import dev.octet.lower.Recurrence;
import dev.octet.lower.Recurrence.Mode;
import dev.octet.lower.Recurrence.Order;
import dev.octet.lower.Sequence;
import dev.octet.lower.Steps;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Layers that run a cell through time. */
final class RecurrentLayers {
  private static final Set<String> TYPES =
      Set.of("LSTM", "GRU", "SimpleRNN", "RNN", "CuDNNLSTM", "CuDNNGRU");

  private RecurrentLayers() {}

  static void addTo(LayerTable table) {
    TYPES.forEach(type -> table.addAll(type, Masks.USE, RecurrentLayers::lower));
    for (String type : List.of("ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")) {
      table.addAll(
          type,
          Masks.USE,
          call -> {
            throw convLstm(call, call.layer());
          });
    }
  }

  /** Whether a layer is one of those here. */
  static boolean is(LayerSpec layer) {
    return !layer.isCustom() && TYPES.contains(layer.type());
  }

  static OctetException convLstm(LayerCall call, LayerSpec layer) {
    return call.unsupported("Octet has no " + layer.type())
        .advise("use TimeDistributed convolutions, and an LSTM on what they find");
  }

  private static List<Tensor> lower(LayerCall call) {
    boolean backwards = call.config().flag("go_backwards", false);
    return lower(call, initial(call), backwards ? Order.BACKWARD : Order.FORWARD);
  }

  /** The layer's results, in an order of steps that is not its own. */
  static List<Tensor> lower(LayerCall call, List<Tensor> initial, Order order) {
    Config config = call.config();
    refuse(call);
    Lowering g = call.graph();
    boolean timeMajor = config.flag("time_major", false);
    Tensor x = timeMajor ? Sequence.swapped(g, call.input()) : call.input();
    if (x.shape().rank() != 3) {
      throw Config.malformed("its input should have 3 dimensions: " + x.shape());
    }
    boolean sequences = config.flag("return_sequences", false);
    boolean states = config.flag("return_state", false);
    List<Cell> cells = cells(call);
    if (!initial.isEmpty() && initial.size() != cells.stream().mapToInt(Cell::states).sum()) {
      throw Config.malformed("its cells do not have %d states".formatted(initial.size()));
    }
    var mode = new Mode(order, sequences, states);
    Steps steps =
        config.flag("stateful", false) && initial.isEmpty()
            ? stateful(call, cells, x, mode)
            : Recurrence.run(g, cells, x, initial, mode);
    var results = new ArrayList<Tensor>();
    boolean swap = timeMajor && sequences;
    results.add(swap ? Sequence.swapped(g, steps.output()) : steps.output());
    results.addAll(steps.states());
    return results;
  }

  /** The state that a run leaves is that which the next one starts from. */
  private static Steps stateful(LayerCall call, List<Cell> cells, Tensor x, Mode mode) {
    Lowering g = call.graph();
    if (x.shape().isDynamic(0)) {
      throw call.unsupported("its state is kept from run to run, for a batch of one size")
          .advise("convert without --dynamic-batch");
    }
    if (call.layer().calls().size() > 1) {
      throw call.unsupported("it is stateful and used more than once")
          .advise("build it with stateful=False, and give it its state as initial_state");
    }
    return Recurrence.stateful(g, cells, x, mode);
  }

  private static List<Cell> cells(LayerCall call) {
    String type = call.layer().type();
    return switch (type) {
      case "CuDNNLSTM" -> List.of(CudnnWeights.lstm(call));
      case "CuDNNGRU" -> List.of(CudnnWeights.gru(call));
      case "RNN" -> RecurrentCells.of(call, cell(call.config()));
      default -> {
        Weights own = call.weights().child("cell", null);
        yield List.of(
            RecurrentCells.read(
                type, new LayerCall(call.graph(), call.layer(), call.call(), own, call.layers())));
      }
    };
  }

  /** A list of cells is what StackedRNNCells has. */
  private static LayerSpec cell(Config config) {
    JsonElement cell = config.get("cell");
    if (cell instanceof JsonObject object) {
      return LayerSpec.of(object);
    }
    if (cell instanceof JsonArray cells) {
      var inner = new JsonObject();
      inner.add("cells", cells);
      var stack = new JsonObject();
      stack.addProperty("class_name", "StackedRNNCells");
      stack.add("config", inner);
      return LayerSpec.of(stack);
    }
    throw Config.malformed("it has no cell");
  }

  private static void refuse(LayerCall call) {
    if (call.argument(-1, "constants").isPresent()
        || call.config().integer("num_constants", 0) > 0) {
      throw call.unsupported("its cells take constants")
          .advise("a cell of Keras' own takes none: give them to the layer as part of its input");
    }
    if (call.tensor(-1, "mask").isPresent()) {
      throw call.unsupported("its result depends on a mask")
          .advise("LiteRT has no masks: leave it out and train again");
    }
  }

  /** Behind the input in one list, or an argument of its own. */
  static List<Tensor> initial(LayerCall call) {
    List<Tensor> inputs = call.inputs();
    return inputs.size() > 1
        ? inputs.subList(1, inputs.size())
        : call.argument(1, "initial_state").map(Argument::tensors).orElse(List.of());
  }
}
