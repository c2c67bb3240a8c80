package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import dev.octet.model.Attributes;
import java.util.List;

/** StableHLO ops whose kernels follow lists of dimensions without a look at them. */
final class StablehloShapes {
  private StablehloShapes() {}

  /** Slices of the first input, at the positions that the second lists along one of its axes. */
  static int[] gather(Operands in) {
    int[] operand = in.shape(0);
    int[] indices = in.shape(1);
    int axis = Math.toIntExact(in.option("index_vector_dim", 0));
    // the kernel takes the last axis, whatever the option says
    boolean last = axis == indices.length || axis == indices.length - 1;
    need(axis >= 0 && last, "index_vector_dim is %d of %d", axis, indices.length);
    int batch = axis == indices.length ? indices.length : indices.length - 1;
    List<Long> offsets = dimensions(in, "offset_dims", operand.length + batch);
    List<Long> collapsed = dimensions(in, "collapsed_slice_dims", operand.length);
    List<Long> map = dimensions(in, "start_index_map", operand.length);
    List<Long> sizes = list(in, "slice_sizes");
    need(
        sizes.size() == operand.length && offsets.size() + collapsed.size() == operand.length,
        "slices of %s of %s in %d dimensions",
        sizes,
        text(operand),
        offsets.size());
    int length = axis == indices.length ? 1 : indices[axis];
    need(map.size() == length, "%d indices for %d dimensions", length, map.size());
    for (int d = 0; d < operand.length; d++) {
      long most = collapsed.contains((long) d) ? Math.min(1, operand[d]) : operand[d];
      boolean fits = sizes.get(d) >= 1 && sizes.get(d) <= most;
      need(fits, "slices of %s of %s", sizes, text(operand));
    }
    return gathered(indices, axis, offsets, collapsed, sizes);
  }

  private static int[] gathered(
      int[] indices, int axis, List<Long> offsets, List<Long> collapsed, List<Long> sizes) {
    int batch = axis == indices.length ? indices.length : indices.length - 1;
    var out = new int[batch + offsets.size()];
    int fromIndices = 0;
    int fromSlice = 0;
    for (int d = 0; d < out.length; d++) {
      if (offsets.contains((long) d)) {
        while (collapsed.contains((long) fromSlice)) {
          fromSlice++;
        }
        out[d] = Math.toIntExact(sizes.get(fromSlice++));
      } else {
        fromIndices += fromIndices == axis ? 1 : 0;
        need(fromIndices < indices.length, "offset_dims are %s of %d", offsets, out.length);
        out[d] = indices[fromIndices++];
      }
    }
    return out;
  }

  /** Room at both ends of each axis, less where negative, and in between. */
  static int[] pad(Operands in) {
    int[] shape = in.shape(0);
    List<Long> low = list(in, "edge_padding_low");
    List<Long> high = list(in, "edge_padding_high");
    List<Long> between = list(in, "interior_padding");
    need(
        low.size() == shape.length && high.size() == shape.length && between.size() == shape.length,
        "%s padded by %s, %s and %s",
        text(shape),
        low,
        high,
        between);
    var out = new int[shape.length];
    for (int d = 0; d < out.length; d++) {
      need(between.get(d) >= 0, "interior_padding is %s", between);
      long inner = Math.multiplyExact(Math.max(shape[d] - 1L, 0), between.get(d));
      long size = Math.addExact(Math.addExact(shape[d] + inner, low.get(d)), high.get(d));
      out[d] = Math.max(0, Math.toIntExact(size));
    }
    return out;
  }

  /** Different axes out of so many. */
  private static List<Long> dimensions(Operands in, String option, int rank) {
    List<Long> axes = list(in, option);
    boolean valid =
        axes.stream().distinct().count() == axes.size()
            && axes.stream().allMatch(a -> a >= 0 && a < rank);
    need(valid, "%s are %s of %d", option, axes, rank);
    return axes;
  }

  private static List<Long> list(Operands in, String option) {
    Attributes options = in.node().operation().options();
    return options == null ? List.of() : options.list(option).stream().map(v -> (Long) v).toList();
  }
}
