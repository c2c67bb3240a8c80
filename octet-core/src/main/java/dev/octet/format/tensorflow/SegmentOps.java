package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Locale;

/** Rows that belong together added up, or reduced in another way. */
final class SegmentOps {
  private SegmentOps() {}

  static void addTo(OpTable t) {
    t.add("SegmentSum", SegmentOps::sum);
    t.add("SegmentProd", call -> sorted(call, "PROD"));
    t.add("SegmentMin", call -> sorted(call, "MIN"));
    t.add("SegmentMax", call -> sorted(call, "MAX"));
    t.add("SegmentMean", SegmentOps::mean);
    t.add("UnsortedSegmentSum", call -> unsorted(call, "SUM"));
    t.add("UnsortedSegmentProd", call -> unsorted(call, "PROD"));
    t.add("UnsortedSegmentMin", call -> unsorted(call, "MIN"));
    t.add("UnsortedSegmentMax", call -> unsorted(call, "MAX"));
  }

  private static Tensor unsorted(OpCall call, String way) {
    Lowering g = call.graph();
    Tensor count = Arithmetic.cast(g, call.tensor(2), ElementType.INT32);
    if (call.known(2).isPresent()) {
      return reduce(call, way, count, Shape.of(call.integer(2, "the number of segments")));
    }
    call.program().countValues();
    return reduce(call, way, count, Sizes.unknown(1));
  }

  private static Tensor reduce(OpCall call, String way, Tensor count, Shape first) {
    Lowering g = call.graph();
    Tensor x = wide(call);
    Tensor ids = ids(call);
    Shape shape = Dims.concat(first, Dims.range(x.shape(), ids.shape().rank(), x.shape().rank()));
    String name = way.charAt(0) + way.substring(1).toLowerCase(Locale.ROOT);
    Attributes options = Attributes.of("UnsortedSegment%sOptions".formatted(name));
    Tensor y = g.add("UNSORTED_SEGMENT_" + way, options, shape, x, ids, count);
    return Arithmetic.cast(g, y, call.tensor(0).type());
  }

  private static Tensor wide(OpCall call) {
    Tensor x = call.tensor(0);
    ElementType type = Arithmetic.widened(x.type());
    if (type == ElementType.INT64) {
      throw call.refuse("LiteRT has no segments of i64")
          .advise("cast to int32 or float32 before it");
    }
    return Arithmetic.cast(call.graph(), x, type);
  }

  private static Tensor ids(OpCall call) {
    return Arithmetic.cast(call.graph(), call.tensor(1), ElementType.INT32);
  }

  /** How many rows belong to each segment. */
  private static int[] counts(OpCall call) {
    int[] ids = call.integers(1, "which segment a row belongs to");
    Sizes.bounded(call, ids.length == 0 ? 0 : ids[ids.length - 1]);
    var counts = new int[ids.length == 0 ? 0 : ids[ids.length - 1] + 1];
    for (int id : ids) {
      counts[id]++;
    }
    return counts;
  }

  private static boolean isFull(int... counts) {
    return counts.length > 0 && Arrays.stream(counts).noneMatch(c -> c == 0);
  }

  private static Tensor sum(OpCall call) {
    Lowering g = call.graph();
    boolean known = call.known(1).isPresent();
    int[] counts = known ? counts(call) : new int[] {1};
    if (!isFull(counts)) {
      return reduce(
          call, "SUM", g.scalar(ElementType.INT32, counts.length), Shape.of(counts.length));
    }
    if (!known) {
      call.program().countValues();
    }
    Tensor x = wide(call);
    Shape first = known ? Shape.of(counts.length) : Sizes.unknown(1);
    Shape shape = Dims.concat(first, Dims.range(x.shape(), 1, x.shape().rank()));
    Tensor y = g.add("SEGMENT_SUM", Attributes.of("SegmentSumOptions"), shape, x, ids(call));
    return Arithmetic.cast(g, y, call.tensor(0).type());
  }

  private static Tensor sorted(OpCall call, String way) {
    int[] counts = counts(call);
    if (!isFull(counts) && !way.equals("PROD")) {
      throw call.refuse("a segment without rows is 0 in TensorFlow, and not in LiteRT")
          .advise("number the segments without gaps");
    }
    Tensor count = call.graph().scalar(ElementType.INT32, counts.length);
    return reduce(call, way, count, Shape.of(counts.length));
  }

  private static Tensor mean(OpCall call) {
    Lowering g = call.graph();
    int[] counts = counts(call);
    Tensor sums = sum(call);
    if (sums.type() != ElementType.FLOAT32) {
      throw call.refuse("the mean of integers does not go").advise("cast to float32 before it");
    }
    var dims = new int[sums.shape().rank()];
    Arrays.fill(dims, 1);
    dims[0] = counts.length;
    double[] divisors = Arrays.stream(counts).asDoubleStream().map(c -> Math.max(1, c)).toArray();
    Tensor by = call.constant(Array.numbers(ElementType.FLOAT32, divisors, dims));
    return Arithmetic.divide(g, sums, by);
  }
}
