package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Tensors that are made of few numbers: all the same, or one after another. */
final class FillOps {
  private FillOps() {}

  static void addTo(OpTable t) {
    t.add("Fill", FillOps::fill);
    t.add("ZerosLike", FillOps::zeros);
    t.add("OnesLike", FillOps::ones);
    t.add("Range", FillOps::range);
    t.add("LinSpace", FillOps::between);
    t.add("OneHot", FillOps::oneHot);
  }

  private static Tensor fill(OpCall call) {
    Optional<List<Size>> sizes = Sizes.find(call, 0);
    Tensor dims = Sizes.tensor(call, 0);
    if (sizes.isEmpty()) {
      call.program().countValues();
    }
    Shape shape = sizes.isPresent() ? Sizes.shape(sizes.get()) : Sizes.unknown(dims.shape().dim(0));
    return fill(call.graph(), dims, shape, call.tensor(1));
  }

  private static Tensor fill(Lowering g, Tensor dims, Shape shape, Tensor value) {
    return g.add("FILL", Attributes.of("FillOptions"), value.type(), shape, dims, value);
  }

  private static Tensor zeros(OpCall call) {
    Tensor x = call.tensor(0);
    return x.shape().isDynamic()
        ? call.graph().add("ZEROS_LIKE", Attributes.of("ZerosLikeOptions"), x.shape(), x)
        : same(call, x, 0);
  }

  private static Tensor ones(OpCall call) {
    Tensor x = call.tensor(0);
    Lowering g = call.graph();
    return x.shape().isDynamic()
        ? fill(g, call.shapes().shapeOf(g, x), x.shape(), g.scalar(x.type(), 1))
        : same(call, x, 1);
  }

  /** A constant where it is small, else filled while the model runs. */
  private static Tensor same(OpCall call, Tensor x, double value) {
    Lowering g = call.graph();
    int[] dims = x.shape().dims();
    if (x.shape().elements() > 1 << 16) {
      return fill(g, g.integers(dims), x.shape(), g.scalar(x.type(), value));
    }
    var values = new double[(int) x.shape().elements()];
    Arrays.fill(values, value);
    return call.constant(Array.numbers(x.type(), values, dims));
  }

  private static Tensor range(OpCall call) {
    Attributes options = Attributes.of("RangeOptions");
    return call.graph()
        .add("RANGE", options, counted(call), call.tensor(0), call.tensor(1), call.tensor(2));
  }

  /** As many numbers as the batch says, or as values say. */
  private static Shape counted(OpCall call) {
    Optional<Size> from = Sizes.find(call, 0).map(List::getFirst);
    Optional<Size> to = Sizes.find(call, 1).map(List::getFirst);
    Optional<Size> step = Sizes.find(call, 2).map(List::getFirst);
    boolean fromZero = from.filter(s -> !s.dynamic() && s.factor() == 0).isPresent();
    boolean byOne = step.filter(s -> !s.dynamic() && s.factor() == 1).isPresent();
    if (fromZero && byOne && to.isPresent()) {
      return Sizes.shape(List.of(to.get()));
    }
    call.program().countValues();
    return Sizes.unknown(1);
  }

  /** {@code start + i · (stop − start) / (n − 1)}. */
  private static Tensor between(OpCall call) {
    Lowering g = call.graph();
    int count = call.integer(2, "the number of values");
    Sizes.bounded(call, count);
    Tensor start = call.floats(0);
    Tensor span = Arithmetic.subtract(g, call.floats(1), start);
    var parts = new double[count];
    Arrays.setAll(parts, i -> i / Math.max(1.0, count - 1.0));
    Tensor steps = call.constant(Array.numbers(ElementType.FLOAT32, parts, count));
    return Arithmetic.add(g, Arithmetic.multiply(g, steps, span), start);
  }

  private static Tensor oneHot(OpCall call) {
    Lowering g = call.graph();
    Tensor indices = call.tensor(0);
    ElementType index = indices.type() == ElementType.INT64 ? ElementType.INT64 : ElementType.INT32;
    return Selection.oneHot(
        g,
        Arithmetic.cast(g, indices, index),
        call.integer(1, "the depth"),
        call.attrs().integer("axis", -1),
        call.tensor(2),
        call.tensor(3));
  }
}
