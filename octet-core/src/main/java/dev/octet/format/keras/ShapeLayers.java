package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Layers that move elements. */
final class ShapeLayers {
  private ShapeLayers() {}

  static void addTo(LayerTable table) {
    table.add("Flatten", Masks.DROP, ShapeLayers::flatten);
    table.add("Reshape", Masks.DROP, ShapeLayers::reshape);
    table.add("Permute", Masks.DROP, ShapeLayers::permute);
    table.add("RepeatVector", Masks.DROP, ShapeLayers::repeat);
  }

  private static Tensor flatten(LayerCall call) {
    Lowering g = call.graph();
    Tensor x = call.input();
    Tensor last = DataFormat.isFirst(call.config()) ? DataFormat.toLast(g, x) : x;
    int size = Dims.product(x.shape(), 1, x.shape().rank());
    return Layout.reshape(g, last, withBatch(x.shape(), size));
  }

  private static Tensor reshape(LayerCall call) {
    Shape shape = call.input().shape();
    int[] target = call.config().integers("target_shape");
    int known = 1;
    int free = -1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] >= 0) {
        known = Math.multiplyExact(known, target[i]);
      } else if (free < 0) {
        free = i;
      } else {
        throw Config.malformed("\"target_shape\" leaves two sizes open");
      }
    }
    int size = Dims.product(shape, 1, shape.rank());
    if (free >= 0) {
      target[free] = size / known;
      known *= target[free];
    }
    if (known != size) {
      throw Config.malformed("%d elements do not go into %d".formatted(size, known));
    }
    return Layout.reshape(call.graph(), call.input(), withBatch(shape, target));
  }

  private static Tensor permute(LayerCall call) {
    int[] dims = call.config().integers("dims");
    var order = new int[dims.length + 1];
    System.arraycopy(dims, 0, order, 1, dims.length);
    return Layout.transpose(call.graph(), call.input(), order);
  }

  private static Tensor repeat(LayerCall call) {
    Lowering g = call.graph();
    Tensor row = Layout.expand(g, call.input(), 1);
    return Joining.tile(g, row, 1, call.config().integer("n"), 1);
  }

  private static Shape withBatch(Shape shape, int... others) {
    return Dims.concat(Dims.range(shape, 0, Math.min(1, shape.rank())), Shape.of(others));
  }
}
