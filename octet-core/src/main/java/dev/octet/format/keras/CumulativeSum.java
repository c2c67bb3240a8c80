package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Cumulative;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Sums of all elements so far. */
final class CumulativeSum {
  private CumulativeSum() {}

  static Tensor lower(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    Config options = call.options();
    if (!call.has("axis") && call.isKeras3()) {
      x = Layout.reshape(g, x, flat(x.shape()));
    }
    ElementType type = call.has("dtype") ? Types.of(options.text("dtype")) : x.type();
    int axis = Dims.axis(x.shape(), options.integer("axis", 0));
    var cumulative =
        new Cumulative(axis, options.flag("exclusive", false), options.flag("reverse", false));
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(type));
    ElementType result = type == ElementType.BOOL ? ElementType.INT32 : type;
    return Arithmetic.cast(g, cumulative.sum(g, wide), result);
  }

  /** All elements in one dimension. */
  static Shape flat(Shape shape) {
    int elements = Math.toIntExact(shape.elements());
    Shape flat = Shape.of(elements);
    return shape.isDynamic() ? Dims.dynamic(flat, 0, elements) : flat;
  }
}
