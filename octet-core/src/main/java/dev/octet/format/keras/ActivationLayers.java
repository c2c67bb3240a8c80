package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Activation;
import dev.octet.model.Tensor;

/** Activations that are layers. */
final class ActivationLayers {
  private ActivationLayers() {}

  static void addTo(LayerTable table) {
    table.add("Activation", Masks.PASS, c -> Activations.after(c, c.input()));
    table.add("ReLU", Masks.PASS, ActivationLayers::relu);
  }

  private static Tensor relu(LayerCall call) {
    double max = call.config().real("max_value", Double.POSITIVE_INFINITY);
    return max == 6
        ? Activation.relu6(call.graph(), call.input())
        : Activation.relu(call.graph(), call.input());
  }
}
