package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.lower.Selection;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;

/** Where the largest values are, and how many of each there are. */
final class RankingOps {
  private RankingOps() {}

  static void addTo(OpTable t) {
    t.add("ArgMax", c -> argument(c, "ARG_MAX"));
    t.add("ArgMin", c -> argument(c, "ARG_MIN"));
    t.addAll("TopKV2", c -> largest(c, c.integer(1, "how many")));
    t.addAll("TopK", c -> largest(c, c.attrs().integer("k", 0)));
    t.add("InTopKV2", c -> isAmong(c, c.integer(2, "how many")));
    t.add("InTopK", c -> isAmong(c, c.attrs().integer("k", 0)));
    t.add("Bincount", c -> count(c, flat(c, 0), flat(c, 2)));
    t.add("DenseBincount", c -> count(c, c.number(0), c.number(2)));
  }

  private static Tensor argument(OpCall call, String op) {
    Lowering g = call.graph();
    Tensor x = call.number(0);
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    if (wide.type() == ElementType.INT64) {
      throw call.refuse("LiteRT has no %s of i64".formatted(op))
          .advise("cast to int32 or float32 before it");
    }
    ElementType type = call.type("output_type");
    ElementType made = type == ElementType.INT64 ? type : ElementType.INT32;
    int axis = Dims.axis(x.shape(), call.integer(1, "the axis"));
    return Arithmetic.cast(g, Selection.argument(g, op, wide, axis, made), type);
  }

  private static List<Tensor> largest(OpCall call, int k) {
    Lowering g = call.graph();
    Tensor x = call.number(0);
    int last = Dims.axis(x.shape(), -1);
    if (k < 0 || k > x.shape().dim(last)) {
      throw new IllegalArgumentException("the %d largest of %s".formatted(k, x.shape()));
    }
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    List<Tensor> made = Selection.largest(g, wide, k);
    ElementType type = call.attrs().has("index_type") ? call.type("index_type") : ElementType.INT32;
    return List.of(
        Arithmetic.cast(g, made.getFirst(), x.type()), Arithmetic.cast(g, made.getLast(), type));
  }

  /** Whether fewer than k values of a row are above the one that a target names. */
  private static Tensor isAmong(OpCall call, int k) {
    Lowering g = call.graph();
    Tensor x = call.real(0);
    if (x.shape().rank() != 2 || call.number(1).shape().rank() != 1) {
      throw new IllegalArgumentException("rows and targets of other ranks than 2 and 1");
    }
    Tensor own = Selection.gather(g, x, call.number(1), 1, 1);
    Tensor above = Comparison.greater(g, x, Layout.expand(g, own, 1));
    Tensor ones = Arithmetic.cast(g, above, ElementType.INT32);
    Tensor count = Reduction.reduce(g, "SUM", ones, false, 1);
    return Comparison.less(g, count, g.scalar(ElementType.INT32, k));
  }

  private static Tensor flat(OpCall call, int input) {
    Tensor x = call.number(input);
    return Layout.reshape(call.graph(), x, Dims.merge(x.shape(), 0, x.shape().rank()));
  }

  /**
   * How often each number from 0 on is there along the last axis, or what its weights sum up to.
   *
   * @param weights of no elements for none
   */
  private static Tensor count(OpCall call, Tensor x, Tensor weights) {
    Lowering g = call.graph();
    ElementType type = weights.type();
    int size = call.integer(1, "how many numbers there are");
    if (size < 0 || x.shape().rank() == 0) {
      throw new IllegalArgumentException("%d numbers among %s".formatted(size, x.shape()));
    }
    Tensor isIt = Selection.oneHot(g, x, size, -1, g.scalar(type, 1), g.scalar(type, 0));
    int along = isIt.shape().rank() - 2;
    if (call.attrs().flag("binary_output", false)) {
      return Reduction.reduce(g, "REDUCE_MAX", isIt, false, along);
    }
    boolean weighed = weights.shape().elements() > 0;
    Tensor each =
        weighed
            ? Arithmetic.multiply(g, isIt, Layout.expand(g, weights, weights.shape().rank()))
            : isIt;
    return Reduction.reduce(g, "SUM", each, false, along);
  }
}
