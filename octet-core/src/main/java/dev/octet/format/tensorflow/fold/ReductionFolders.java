package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.List;

/** Fewer dimensions from many. Sums of floats are added up in doubles and rounded once. */
final class ReductionFolders {
  private static final long MOST_RESULTS = 1L << 21;

  private ReductionFolders() {}

  static void addTo(FoldTable t) {
    t.add("Sum", in -> reduce(in, Functions.SUM, 0, false));
    t.add("Prod", in -> reduce(in, Functions.PRODUCT, 1, false));
    t.add("Max", in -> reduce(in, Functions.LARGER, Double.NEGATIVE_INFINITY, false));
    t.add("Min", in -> reduce(in, Functions.SMALLER, Double.POSITIVE_INFINITY, false));
    t.add("Mean", in -> reduce(in, Functions.SUM, 0, true));
    t.add("All", in -> reduce(in, Functions.BOTH, 1, false));
    t.add("Any", in -> reduce(in, Functions.EITHER, 0, false));
    t.add("ArgMax", in -> argument(in, false));
    t.add("ArgMin", in -> argument(in, true));
    t.add("Cumsum", ReductionFolders::cumulate);
  }

  private static List<Array> reduce(Operands in, Function function, double start, boolean mean) {
    Array x = in.get(0);
    int[] axes =
        Arrays.stream(in.integers(1)).map(a -> Dims.axis(x.shape(), a)).distinct().toArray();
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = Dims.with(kept, axis, 1);
    }
    long elements = kept.elements();
    if (!function.isOf(x.type()) || elements > MOST_RESULTS || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    boolean keep = in.attrs().flag("keep_dims", false);
    int[] rest = Dims.without(x.rank(), axes);
    Shape shape = keep ? kept : Dims.pick(x.shape(), rest);
    long count = elements == 0 ? 1 : x.shape().elements() / elements;
    Cells y =
        x.type() == ElementType.FLOAT32
            ? reals(x, kept, function, start, mean ? count : 1)
            : wholes(x, kept, function, start, mean ? count : 1);
    return List.of(y.array(shape));
  }

  private static Cells reals(Array x, Shape kept, Function function, double start, long count) {
    Cells from = Cells.of(x);
    var sums = new double[(int) kept.elements()];
    Arrays.fill(sums, start);
    Walk.over(
        x.shape(),
        (i, at) -> sums[(int) at[0]] = function.reals(sums[(int) at[0]], from.real(i)),
        Walk.steps(kept, x.shape()));
    Cells to = Cells.zeros(x.type(), sums.length);
    for (int i = 0; i < sums.length; i++) {
      to.put(i, sums[i] / count);
    }
    return to;
  }

  private static Cells wholes(Array x, Shape kept, Function function, double start, long count) {
    Cells from = Cells.of(x);
    var sums = new long[(int) kept.elements()];
    Arrays.fill(sums, (long) start);
    Walk.over(
        x.shape(),
        (i, at) -> sums[(int) at[0]] = function.wholes(sums[(int) at[0]], from.whole(i)),
        Walk.steps(kept, x.shape()));
    Cells to = Cells.zeros(x.type(), sums.length);
    for (int i = 0; i < sums.length; i++) {
      to.put(i, sums[i] / count);
    }
    return to;
  }

  /** The first of the largest or smallest. */
  private static List<Array> argument(Operands in, boolean smallest) {
    Array x = in.get(0);
    int axis = Dims.axis(x.shape(), in.integer(1));
    Shape shape = Dims.remove(x.shape(), axis);
    ElementType type = in.attrs().type("output_type", DataType.INT64).computed();
    if (!Cells.has(x.type()) || x.dim(axis) == 0 || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells from = Cells.of(x);
    Cells to = Cells.zeros(type, shape.elements());
    long stride = x.strides()[axis];
    Walk.over(
        shape,
        (i, at) -> {
          long best = 0;
          for (long k = 1; k < x.dim(axis); k++) {
            long a = at[0] + k * stride;
            long b = at[0] + best * stride;
            int order =
                from.isReal()
                    ? Double.compare(from.real(a), from.real(b))
                    : Long.compare(from.whole(a), from.whole(b));
            best = (smallest ? order < 0 : order > 0) ? k : best;
          }
          to.put(i, best);
        },
        without(x.strides(), axis));
    return List.of(to.array(shape));
  }

  private static long[] without(long[] steps, int axis) {
    return Arrays.stream(Dims.without(steps.length, axis)).mapToLong(a -> steps[a]).toArray();
  }

  private static List<Array> cumulate(Operands in) {
    Array x = in.get(0);
    int axis = Dims.axis(x.shape(), in.integer(1));
    boolean exclusive = in.attrs().flag("exclusive", false);
    boolean reverse = in.attrs().flag("reverse", false);
    if (!Cells.has(x.type()) || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells from = Cells.of(x);
    Cells to = Cells.zeros(x.type(), x.shape().elements());
    long stride = x.strides()[axis];
    int n = x.dim(axis);
    Walk.over(
        Dims.remove(x.shape(), axis),
        (_, at) -> {
          double real = 0;
          long whole = 0;
          for (int k = 0; k < n; k++) {
            long place = at[0] + (reverse ? n - 1 - k : k) * stride;
            double before = real;
            long wholeBefore = whole;
            if (from.isReal()) {
              real += from.real(place);
              to.put(place, exclusive ? before : real);
            } else {
              whole += from.whole(place);
              to.put(place, exclusive ? wholeBefore : whole);
            }
          }
        },
        without(x.strides(), axis));
    return List.of(to.array(x.shape()));
  }
}
