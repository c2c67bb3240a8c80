package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Cumulative;
import dev.octet.lower.Dims;
import dev.octet.lower.Division;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.SizeArithmetic;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** Fewer values of many, and what comes of all values so far. */
final class ReductionOps {
  private ReductionOps() {}

  @FunctionalInterface
  private interface Reducing {
    Tensor of(Lowering g, Tensor x, boolean keep, int[] axes);
  }

  @FunctionalInterface
  private interface Running {
    Tensor of(Cumulative cumulative, Tensor x);
  }

  static void addTo(OpTable t) {
    t.add("Sum", c -> ofSizes(c, SizeArithmetic.ADD, "SUM"));
    t.add("Prod", c -> ofSizes(c, SizeArithmetic.MULTIPLY, "REDUCE_PROD"));
    t.add("Max", c -> ofSizes(c, SizeArithmetic.MAXIMUM, "REDUCE_MAX"));
    t.add("Min", c -> ofSizes(c, SizeArithmetic.MINIMUM, "REDUCE_MIN"));
    t.add("Mean", ReductionOps::mean);
    t.add("EuclideanNorm", c -> reduced(c, c.real(0), Reduction::euclidean));
    t.add("All", c -> truth(c, "REDUCE_ALL"));
    t.add("Any", c -> truth(c, "REDUCE_ANY"));
    t.add("Cumsum", c -> running(c, c.number(0), (all, x) -> all.sum(c.graph(), x)));
    t.add("Cumprod", c -> running(c, c.number(0), (all, x) -> all.product(c.graph(), x)));
    t.add(
        "CumulativeLogsumexp", c -> running(c, c.real(0), (all, x) -> all.logSumExp(c.graph(), x)));
  }

  private static Tensor reduced(OpCall call, Tensor x, Reducing rule) {
    boolean keep = call.attrs().flag("keep_dims", false);
    int[] axes = call.axes(1, x.shape());
    return axes.length == 0 ? x : rule.of(call.graph(), x, keep, axes);
  }

  /** Narrow integers in 32 bits; what overflows does so in the end. */
  private static Tensor typed(OpCall call, String op) {
    Lowering g = call.graph();
    Tensor x = call.number(0);
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    Tensor y = reduced(call, wide, (h, in, keep, axes) -> Reduction.reduce(h, op, in, keep, axes));
    return Arithmetic.cast(g, y, x.type());
  }

  /** The number of elements is a product of sizes. */
  private static Tensor ofSizes(OpCall call, SizeArithmetic size, String op) {
    Tensor x = call.number(0);
    Optional<List<Size>> sizes = x.shape().rank() == 1 ? call.knownSizes(0) : Optional.empty();
    boolean all = sizes.isPresent() && call.axes(1, x.shape()).length == 1;
    Optional<List<Size>> result = Optional.empty();
    if (all && !sizes.get().isEmpty()) {
      result = Optional.of(sizes.get().subList(0, 1));
      for (Size next : sizes.get().subList(1, sizes.get().size())) {
        result = result.flatMap(so -> size.of(so, List.of(next)));
      }
    }
    if (result.isEmpty()) {
      return typed(call, op);
    }
    Size known = result.get().getFirst();
    boolean keep = call.attrs().flag("keep_dims", false);
    int[] dims = keep ? new int[] {1} : new int[0];
    return known.dynamic()
        ? call.shapes().is(typed(call, op), result.get())
        : call.constant(Array.numbers(x.type(), new double[] {known.factor()}, dims));
  }

  /** That of integers is their sum, divided as integers are. */
  private static Tensor mean(OpCall call) {
    Tensor x = call.number(0);
    if (x.type() == ElementType.FLOAT32) {
      return reduced(call, x, Reduction::mean);
    }
    Shape among = Dims.pick(x.shape(), call.axes(1, x.shape()));
    if (among.isDynamic()) {
      throw call.refuse("a mean of integers along the batch, which is left open, does not go")
          .advise("cast to float32 before it, or convert for a fixed batch");
    }
    Tensor wide = Arithmetic.cast(call.graph(), x, Arithmetic.widened(x.type()));
    Tensor mean =
        reduced(call, wide, (g, in, keep, axes) -> mean(g, in, keep, among.elements(), axes));
    return Arithmetic.cast(call.graph(), mean, x.type());
  }

  private static Tensor mean(Lowering g, Tensor x, boolean keep, long count, int[] axes) {
    Tensor sum = Reduction.reduce(g, "SUM", x, keep, axes);
    return Division.truncate(g, sum, g.scalar(x.type(), (double) count));
  }

  private static Tensor truth(OpCall call, String op) {
    return reduced(
        call, call.number(0), (g, x, keep, axes) -> Reduction.truth(g, op, x, keep, axes));
  }

  private static Tensor running(OpCall call, Tensor x, Running rule) {
    int axis = Dims.axis(x.shape(), call.integer(1, "the axis"));
    var cumulative =
        new Cumulative(
            axis, call.attrs().flag("exclusive", false), call.attrs().flag("reverse", false));
    if (x.shape().isDynamic(axis) && !call.node().op().equals("Cumsum")) {
      throw call.refuse("it runs along the batch, which is left open")
          .advise("convert for a fixed batch");
    }
    return Arithmetic.cast(call.graph(), rule.of(cumulative, x), x.type());
  }
}
