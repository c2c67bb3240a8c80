package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

/** Elements put to indices. LiteRT adds up what comes to the same one, as ScatterNd does. */
final class ScatterOps {
  private ScatterOps() {}

  static void addTo(OpTable t) {
    t.add("ScatterNd", ScatterOps::scatter);
    t.add("TensorScatterUpdate", call -> changed(call, (_, update) -> update));
    t.add(
        "TensorScatterAdd ScatterNdNonAliasingAdd",
        c -> Arithmetic.add(c.graph(), c.tensor(0), updates(c)));
    t.add("TensorScatterSub", c -> Arithmetic.subtract(c.graph(), c.tensor(0), updates(c)));
    t.add("TensorScatterMax", c -> once(c, (x, y) -> Arithmetic.maximum(c.graph(), x, y)));
    t.add("TensorScatterMin", c -> once(c, (x, y) -> Arithmetic.minimum(c.graph(), x, y)));
    t.add("SparseToDense", ScatterOps::dense);
    t.add("InvertPermutation", ScatterOps::invert);
  }

  private static Tensor scatter(OpCall call) {
    Optional<List<Size>> sizes = Sizes.find(call, 2);
    if (sizes.isEmpty()) {
      call.program().countValues();
    }
    Tensor dims = Sizes.tensor(call, 2);
    Shape shape = sizes.isPresent() ? Sizes.shape(sizes.get()) : Sizes.unknown(dims.shape().dim(0));
    return scatter(call.graph(), indices(call, 0), call.tensor(1), dims, shape);
  }

  private static Tensor indices(OpCall call, int input) {
    return Arithmetic.cast(call.graph(), call.tensor(input), ElementType.INT32);
  }

  private static Tensor scatter(
      Lowering g, Tensor indices, Tensor updates, Tensor dims, Shape shape) {
    ElementType type =
        updates.type() == ElementType.BOOL ? ElementType.BOOL : Arithmetic.widened(updates.type());
    Attributes options = Attributes.of("ScatterNdOptions");
    Tensor wide = Arithmetic.cast(g, updates, type);
    return Arithmetic.cast(
        g, g.add("SCATTER_ND", options, type, shape, indices, wide, dims), updates.type());
  }

  /** The updates where they go, in zeros of the shape of the first input. */
  private static Tensor updates(OpCall call) {
    return like(call, call.tensor(2));
  }

  private static Tensor like(OpCall call, Tensor updates) {
    Tensor x = call.tensor(0);
    Tensor dims = call.shapes().shapeOf(call.graph(), x);
    return scatter(call.graph(), indices(call, 1), updates, dims, x.shape());
  }

  /** What several updates for one place make is open in TensorFlow, too. */
  private static Tensor changed(OpCall call, BinaryOperator<Tensor> change) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    Tensor updates = call.tensor(2);
    Tensor at = like(call, ones(call, updates));
    Tensor hit = Comparison.notEqual(g, at, g.scalar(ElementType.INT32, 0));
    return Selection.where(g, hit, change.apply(x, like(call, updates)), x);
  }

  private static Tensor ones(OpCall call, Tensor updates) {
    Lowering g = call.graph();
    if (updates.shape().isDynamic()) {
      Attributes options = Attributes.of("FillOptions");
      Tensor dims = call.shapes().shapeOf(g, updates);
      Tensor one = g.scalar(ElementType.INT32, 1);
      return g.add("FILL", options, ElementType.INT32, updates.shape(), dims, one);
    }
    var ones = new int[Sizes.bounded(call, updates.shape().elements())];
    Arrays.fill(ones, 1);
    return call.constant(Array.integers(ones, updates.shape().dims()));
  }

  /** Only where no two updates are for the same place. */
  private static Tensor once(OpCall call, BinaryOperator<Tensor> change) {
    int[] indices = call.integers(1, "the place of each update");
    int depth = call.tensor(1).shape().dim(-1);
    Set<List<Integer>> places = new HashSet<>();
    for (int i = 0; i + depth <= indices.length && depth > 0; i += depth) {
      if (!places.add(Arrays.stream(indices, i, i + depth).boxed().toList())) {
        throw call.refuse("LiteRT has no update of one place by several values but their sum")
            .advise("reduce what goes to the same place before it");
      }
    }
    return changed(call, change);
  }

  private static Tensor dense(OpCall call) {
    Lowering g = call.graph();
    List<Size> sizes = call.sizes(1, "the shape");
    Attributes options = Attributes.of("SparseToDenseOptions");
    return g.add(
        "SPARSE_TO_DENSE",
        options,
        call.tensor(2).type(),
        Sizes.shape(sizes),
        call.tensor(0),
        call.tensor(1),
        forAll(call, call.tensor(2)),
        call.tensor(3));
  }

  /** One value may be for all places. */
  private static Tensor forAll(OpCall call, Tensor values) {
    Tensor indices = call.tensor(0);
    boolean several = indices.shape().rank() > 0 && values.shape().rank() == 0;
    return several
        ? Joining.broadcast(call.graph(), values, Dims.range(indices.shape(), 0, 1))
        : values;
  }

  /** Puts 0, 1, 2… to where the permutation says. */
  private static Tensor invert(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    int count = x.shape().dim(0);
    if (x.shape().isDynamic()) {
      throw call.refuse("the length of the permutation is open")
          .advise("convert for a batch of one size: --batch 1");
    }
    Tensor places = Layout.reshape(g, indices(call, 0), Shape.of(count, 1));
    double[] numbers = Arrays.stream(Dims.axes(count)).asDoubleStream().toArray();
    Tensor values = call.constant(Array.numbers(x.type(), numbers, count));
    return scatter(g, places, values, g.integers(count), x.shape());
  }
}
