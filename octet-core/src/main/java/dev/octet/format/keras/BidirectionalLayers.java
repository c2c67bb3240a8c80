package dev.octet.format.keras;

import com.google.gson.JsonObject;
import dev.octet.error.OctetException;
import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Recurrence.Order;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The wrapper that runs a recurrent layer through time in both directions. */
final class BidirectionalLayers {
  private BidirectionalLayers() {}

  static void addTo(LayerTable table) {
    table.addAll("Bidirectional", Masks.USE, BidirectionalLayers::lower);
  }

  /** A layer within, and where its weights are. */
  private record Direction(LayerSpec layer, Weights weights) {
    boolean backwards() {
      return layer.config().flag("go_backwards", false);
    }
  }

  private static List<Tensor> lower(LayerCall call) {
    JsonObject own =
        call.config().object("layer").map(Config::json).orElseThrow(BidirectionalLayers::none);
    Direction there = direction(call, own, "forward");
    boolean declared = call.config().has("backward_layer");
    Direction back =
        direction(
            call, call.config().object("backward_layer").map(Config::json).orElse(own), "backward");
    boolean otherWay = declared ? back.backwards() : !there.backwards();
    List<Tensor> initial = RecurrentLayers.initial(call);
    int half = initial.size() / 2;
    List<Tensor> y = run(call, there, initial.subList(0, half), order(there.backwards(), false));
    List<Tensor> z = run(call, back, initial.subList(half, initial.size()), order(otherWay, true));
    var results = new ArrayList<>(merge(call, y.getFirst(), z.getFirst()));
    results.addAll(y.subList(1, y.size()));
    results.addAll(z.subList(1, z.size()));
    return results;
  }

  /** The second layer's outputs are turned round, whichever way it goes. */
  private static Order order(boolean backwards, boolean turned) {
    if (!backwards) {
      return turned ? Order.TURNED : Order.FORWARD;
    }
    return turned ? Order.MIRRORED : Order.BACKWARD;
  }

  private static Direction direction(LayerCall call, JsonObject json, String prefix) {
    LayerSpec layer = LayerSpec.of(json);
    if (layer.type().startsWith("ConvLSTM")) {
      throw RecurrentLayers.convLstm(call, layer);
    }
    if (!RecurrentLayers.is(layer)) {
      throw Unknown.layer(layer);
    }
    // Keras 3 writes the configurations of the two layers, Keras 2 those it copied and renamed
    JsonObject config = layer.config().json();
    boolean own = config.has("zero_output_for_mask") && !config.has("time_major");
    String name = own ? layer.name() : prefix + "_" + layer.name();
    return new Direction(layer, call.weights().child(prefix + "_layer", name));
  }

  private static List<Tensor> run(
      LayerCall call, Direction direction, List<Tensor> initial, Order order) {
    var once = new Call(List.of(new Argument.Value(call.input())), call.call().named());
    return RecurrentLayers.lower(
        new LayerCall(call.graph(), direction.layer(), once, direction.weights(), call.layers()),
        initial,
        order);
  }

  private static List<Tensor> merge(LayerCall call, Tensor y, Tensor z) {
    Lowering g = call.graph();
    if (call.config().json().has("merge_mode") && !call.config().has("merge_mode")) {
      return List.of(y, z);
    }
    String mode = call.config().text("merge_mode", "concat");
    return List.of(
        switch (mode) {
          case "concat" -> Layout.concat(g, List.of(y, z), -1);
          case "sum" -> Arithmetic.add(g, y, z);
          case "ave" -> Arithmetic.scaled(g, Arithmetic.add(g, y, z), 0.5);
          case "mul" -> Arithmetic.multiply(g, y, z);
          default -> throw Config.malformed("there is no merge_mode '%s'".formatted(mode));
        });
  }

  private static OctetException none() {
    return Config.malformed("it has no layer");
  }
}
