package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import dev.octet.lower.Array;
import dev.octet.lower.Cell;
import dev.octet.lower.GruCell;
import dev.octet.lower.LstmCell;
import dev.octet.lower.SimpleCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the cells of recurrent layers; a layer such as LSTM has the configuration of its cell. */
final class RecurrentCells {
  private RecurrentCells() {}

  /**
   * The cell that a layer is or has.
   *
   * @param kind LSTM, GRU or SimpleRNN
   * @param call the layer, with the weights of the cell
   */
  static Cell read(String kind, LayerCall call) {
    return switch (kind) {
      case "LSTM" -> lstm(call);
      case "GRU" -> gru(call);
      case "SimpleRNN" -> simple(call);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** All cells of an {@code RNN}: one, or several on one another. */
  static List<Cell> of(LayerCall call, LayerSpec cell) {
    Weights weights = call.weights().child("cell", cell.name());
    return one(call, cell, weights);
  }

  private static List<Cell> one(LayerCall call, LayerSpec cell, Weights weights) {
    String kind = cell.type().replaceFirst("Cell$", "");
    if (cell.isCustom()) {
      throw Unknown.layer(cell);
    }
    return switch (cell.type()) {
      case "LSTMCell", "GRUCell", "SimpleRNNCell" ->
          List.of(
              read(kind, new LayerCall(call.graph(), cell, call.call(), weights, call.layers())));
      case "StackedRNNCells" -> stacked(call, cell, weights);
      default -> throw Unknown.layer(cell);
    };
  }

  private static List<Cell> stacked(LayerCall call, LayerSpec stack, Weights weights) {
    if (stack.config().flag("reverse_state_order", false)) {
      throw call.unsupported("the cells have reverse_state_order=True")
          .advise("build the cells without it and train again");
    }
    Weights list = weights.child("cells", null);
    var used = new HashMap<String, Integer>();
    var cells = new ArrayList<Cell>();
    for (JsonElement json : stack.config().elements("cells")) {
      LayerSpec cell = LayerSpec.of(json.getAsJsonObject());
      String plain = ArchiveWeights.snakeCase(cell.type());
      int use = used.merge(plain, 1, Integer::sum) - 1;
      String key = use == 0 ? plain : plain + "_" + use;
      cells.addAll(one(call, cell, list.child(key, cell.name())));
    }
    if (cells.isEmpty()) {
      throw Config.malformed("it has no cells");
    }
    return cells;
  }

  private static Cell lstm(LayerCall call) {
    int gates = 4 * units(call);
    Variables v = variables(call);
    Array bias = v.find("bias", gates);
    Array kernel = v.get("kernel", -1, gates);
    Array recurrent = v.get("recurrent_kernel", units(call), gates);
    JsonElement activation = activation(call, "activation", "tanh");
    JsonElement gate = activation(call, "recurrent_activation", "sigmoid");
    return is(activation, "tanh") && is(gate, "sigmoid")
        ? LstmCell.standard(kernel, recurrent, bias)
        : new LstmCell(
            kernel, recurrent, bias, function(call, activation), function(call, gate), false);
  }

  private static Cell gru(LayerCall call) {
    int gates = 3 * units(call);
    Variables v = variables(call);
    Array bias = v.arrays().get("bias");
    boolean after = call.config().flag("reset_after", bias == null || bias.rank() == 2);
    return new GruCell(
        v.get("kernel", -1, gates),
        v.get("recurrent_kernel", units(call), gates),
        after ? row(v.find("bias", 2, gates), 0) : v.find("bias", gates),
        after ? row(v.find("bias", 2, gates), 1) : null,
        function(call, activation(call, "activation", "tanh")),
        function(call, activation(call, "recurrent_activation", "sigmoid")),
        after);
  }

  private static Cell simple(LayerCall call) {
    int units = units(call);
    Variables v = variables(call);
    return new SimpleCell(
        v.get("kernel", -1, units),
        v.get("recurrent_kernel", units, units),
        v.find("bias", units),
        function(call, activation(call, "activation", "tanh")));
  }

  private static int units(LayerCall call) {
    return call.config().integer("units");
  }

  private static Variables variables(LayerCall call) {
    return call.variablesAndBias("kernel", "recurrent_kernel");
  }

  private static @Nullable Array row(@Nullable Array bias, int row) {
    return bias == null ? null : bias.slice(0, row, 1).reshaped(bias.dim(1));
  }

  /** An absent field is Keras' default; null in it means none. */
  private static JsonElement activation(LayerCall call, String field, String standard) {
    return call.config().json().has(field) ? call.config().get(field) : new JsonPrimitive(standard);
  }

  /** Whether it is the function of this name, which newer files may hold as an object. */
  private static boolean is(JsonElement activation, String name) {
    return activation.equals(new JsonPrimitive(name));
  }

  private static Cell.Function function(LayerCall call, JsonElement activation) {
    return (g, x) ->
        Activations.apply(
            new LayerCall(g, call.layer(), call.call(), call.weights(), call.layers()),
            activation,
            x);
  }
}
