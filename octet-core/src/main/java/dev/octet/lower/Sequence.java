package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;

/** Moves along time, which is dimension 1: {@code [batch, time, …]}. */
public final class Sequence {
  private static final int TIME = 1;

  private Sequence() {}

  /** The last step, without the dimension of time. */
  public static Tensor last(Lowering g, Tensor x) {
    int rank = x.shape().rank();
    var begin = new int[rank];
    var strides = new int[rank];
    begin[TIME] = x.shape().dim(TIME) - 1;
    Arrays.fill(strides, 1);
    int others = (1 << rank) - 1 - (1 << TIME);
    Attributes options =
        Attributes.of("StridedSliceOptions")
            .with("begin_mask", others)
            .with("end_mask", others)
            .with("shrink_axis_mask", 1 << TIME);
    int[] end = begin.clone();
    end[TIME]++;
    return g.add(
        "STRIDED_SLICE",
        options,
        Dims.remove(x.shape(), TIME),
        x,
        g.integers(begin),
        g.integers(end),
        g.integers(strides));
  }

  /** The steps the other way round; x itself where there is but one. */
  public static Tensor reversed(Lowering g, Tensor x) {
    return x.shape().dim(TIME) == 1 ? x : Joining.reverse(g, x, TIME);
  }

  /** With time before the batch, or the other way back. */
  public static Tensor swapped(Lowering g, Tensor x) {
    int[] order = Dims.axes(x.shape().rank());
    order[0] = TIME;
    order[TIME] = 0;
    return Layout.transpose(g, x, order);
  }

  /** All steps, each without the dimension of time. */
  static List<Tensor> steps(Lowering g, Tensor x) {
    int count = x.shape().dim(TIME);
    Shape shape = Dims.remove(x.shape(), TIME);
    if (count == 1) {
      return List.of(Layout.reshape(g, x, shape));
    }
    var results = new Tensor[count];
    Arrays.setAll(results, _ -> g.result("unpack", x.type(), shape));
    Attributes options = Attributes.of("UnpackOptions").with("num", count).with("axis", TIME);
    return g.add("UNPACK", options, List.of(x), results);
  }

  /** Steps without the dimension of time behind each other. */
  static Tensor stacked(Lowering g, List<Tensor> steps) {
    Shape shape = Dims.insert(steps.getFirst().shape(), TIME, steps.size());
    if (steps.size() == 1) {
      return Layout.reshape(g, steps.getFirst(), shape);
    }
    Attributes options =
        Attributes.of("PackOptions").with("values_count", steps.size()).with("axis", TIME);
    return g.add("PACK", options, shape, steps.toArray(Tensor[]::new));
  }
}
