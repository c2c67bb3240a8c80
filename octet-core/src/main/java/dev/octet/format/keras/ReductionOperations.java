package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Comparison;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Fewer values of many: sums, means, extremes, norms. */
final class ReductionOperations {
  private static final String AXES = "x axis keepdims";

  private ReductionOperations() {}

  @FunctionalInterface
  private interface OfFloats {
    Tensor of(Lowering g, Tensor x, boolean keep, int[] axes);
  }

  static void addTo(OperationTable t) {
    t.add("ops.Mean tf.math.reduce_mean", AXES, ReductionOperations::mean);
    t.add("ops.Sum tf.math.reduce_sum", AXES, c -> typed(c, "SUM"));
    t.add("ops.Prod tf.math.reduce_prod", AXES + " dtype", c -> typed(c, "REDUCE_PROD"));
    t.add("ops.Max ops.Amax tf.math.reduce_max", AXES + " initial", c -> typed(c, "REDUCE_MAX"));
    t.add("ops.Min ops.Amin tf.math.reduce_min", AXES + " initial", c -> typed(c, "REDUCE_MIN"));
    t.add("ops.All tf.math.reduce_all", AXES, c -> ofTruth(c, "REDUCE_ALL"));
    t.add("ops.Any tf.math.reduce_any", AXES, c -> ofTruth(c, "REDUCE_ANY"));
    add(t, "ops.Var tf.math.reduce_variance", Reduction::variance);
    add(
        t,
        "ops.Std tf.math.reduce_std",
        (g, x, keep, axes) -> Elementwise.sqrt(g, Reduction.variance(g, x, keep, axes)));
    add(t, "ops.Logsumexp tf.math.reduce_logsumexp", Reduction::logSumExp);
    add(t, "tf.math.reduce_euclidean_norm", Reduction::euclidean);
    t.add("ops.Norm tf.norm tf.linalg.norm", "x ord axis keepdims", ReductionOperations::norm);
    t.add("ops.CountNonzero tf.math.count_nonzero", AXES + " dtype", ReductionOperations::count);
    t.add("ops.Cumsum tf.math.cumsum", "x axis dtype exclusive reverse", CumulativeSum::lower);
  }

  private static void add(OperationTable table, String names, OfFloats reduce) {
    table.add(
        names,
        AXES,
        c -> {
          Tensor x = c.floats();
          return reduce.of(c.graph(), x, keeps(c), c.axes("axis", x.shape()));
        });
  }

  private static boolean keeps(OperationCall call) {
    return call.options().flag("keepdims", false);
  }

  private static Tensor mean(OperationCall call) {
    if (!call.isKeras3() && call.tensor("x").type() != ElementType.FLOAT32) {
      throw call.refuse("a mean of integers does not go").advise("cast to float32 before it");
    }
    Tensor x = call.floats();
    return Reduction.mean(call.graph(), x, keeps(call), call.axes("axis", x.shape()));
  }

  /** LiteRT has these of floats and of wide integers; sums of narrow ones stay wide in Keras 3. */
  private static Tensor typed(OperationCall call, String op) {
    Lowering g = call.graph();
    if (call.has("initial")) {
      throw call.refuse("an initial value does not go");
    }
    Tensor x = call.tensor("x");
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    Tensor y = Reduction.reduce(g, op, wide, keeps(call), call.axes("axis", x.shape()));
    boolean extreme = op.endsWith("MAX") || op.endsWith("MIN");
    if (call.has("dtype")) {
      return Arithmetic.cast(g, y, Types.of(call.options().text("dtype")));
    }
    return extreme || !call.isKeras3() ? Arithmetic.cast(g, y, x.type()) : y;
  }

  private static Tensor ofTruth(OperationCall call, String op) {
    Tensor x = call.tensor("x");
    return Reduction.truth(call.graph(), op, x, keeps(call), call.axes("axis", x.shape()));
  }

  private static Tensor count(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = Comparison.truth(g, call.tensor("x"));
    Tensor ones = Arithmetic.cast(g, x, ElementType.INT32);
    Tensor y = Reduction.reduce(g, "SUM", ones, keeps(call), call.axes("axis", x.shape()));
    String type = call.options().text("dtype", call.isKeras3() ? "int32" : "int64");
    return Arithmetic.cast(g, y, Types.of(type));
  }

  private static Tensor norm(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats();
    int[] axes = call.axes("axis", x.shape());
    String order = call.has("ord") ? call.options().get("ord").getAsString() : "2";
    Tensor abs = Arithmetic.unary(g, "ABS", x);
    boolean frobenius =
        order.equals("euclidean") || order.equals("fro") || !call.has("ord") || axes.length == 1;
    return switch (order) {
      case "euclidean", "fro", "2", "2.0" -> {
        if (!frobenius) {
          throw call.refuse("a norm of order " + order + " of matrices does not go");
        }
        yield Reduction.euclidean(g, x, keeps(call), axes);
      }
      case "1", "1.0" -> vector(call, Reduction.reduce(g, "SUM", abs, keeps(call), axes), axes);
      case "inf", "Infinity" ->
          vector(call, Reduction.reduce(g, "REDUCE_MAX", abs, keeps(call), axes), axes);
      default ->
          throw call.refuse("a norm of order " + order + " does not go")
              .advise("use order 1, 2 or inf along one axis");
    };
  }

  private static Tensor vector(OperationCall call, Tensor norm, int[] axes) {
    if (axes.length != 1) {
      throw call.refuse("a norm of this order of matrices does not go");
    }
    return norm;
  }
}
