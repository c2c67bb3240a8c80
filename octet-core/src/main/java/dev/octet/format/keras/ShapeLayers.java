package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Layers that move elements. */
final class ShapeLayers {
  private ShapeLayers() {}

  static void addTo(LayerTable table) {
    table.add("Flatten", Masks.DROP, ShapeLayers::flatten);
    table.add("Reshape", Masks.DROP, ShapeLayers::reshape);
  }

  private static Tensor flatten(LayerCall call) {
    Shape shape = call.input().shape();
    int size = Dims.product(shape, 1, shape.rank());
    Shape flat = Dims.concat(Dims.range(shape, 0, 1), Shape.of(size));
    return Layout.reshape(call.graph(), call.input(), flat);
  }

  private static Tensor reshape(LayerCall call) {
    Shape shape = call.input().shape();
    int[] target = call.config().integers("target_shape");
    int known = 1;
    int free = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] < 0) {
        free = i;
      } else {
        known *= target[i];
      }
    }
    if (free >= 0) {
      target[free] = Dims.product(shape, 1, shape.rank()) / known;
    }
    Shape to = Dims.concat(Dims.range(shape, 0, 1), Shape.of(target));
    return Layout.reshape(call.graph(), call.input(), to);
  }
}
