package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;

/** Layers that make one tensor of several. */
final class MergeLayers {
  private MergeLayers() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  static void addTo(LayerTable table) {
    table.add("Add", Masks.PASS, c -> fold(c, Arithmetic::add));
    table.add("Subtract", Masks.PASS, c -> fold(c, Arithmetic::subtract));
    table.add("Multiply", Masks.PASS, c -> fold(c, Arithmetic::multiply));
    table.add("Maximum", Masks.PASS, c -> fold(c, Arithmetic::maximum));
    table.add("Minimum", Masks.PASS, c -> fold(c, Arithmetic::minimum));
    table.add(
        "Concatenate",
        Masks.PASS,
        c -> Layout.concat(c.graph(), c.inputs(), c.config().integer("axis", -1)));
  }

  private static Tensor fold(LayerCall call, Binary merge) {
    return call.inputs().stream()
        .reduce((a, b) -> merge.of(call.graph(), a, b))
        .orElseThrow(() -> Config.malformed("it is called without an input"));
  }
}
