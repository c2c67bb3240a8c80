package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that write some values into a tensor of others, wherever they are told to. */
final class FillShapes {
  private FillShapes() {}

  /** A matrix, or a batch of them, and a diagonal for each. */
  static int[] matrixSetDiag(Operands in) {
    int[] matrix = in.shape(0);
    int[] diagonal = in.shape(1);
    int rank = matrix.length;
    need(rank >= 2, "the input has %d dimensions", rank);
    int[] wanted = Arrays.copyOf(matrix, rank - 1);
    wanted[rank - 2] = Math.min(matrix[rank - 2], matrix[rank - 1]);
    need(Arrays.equals(diagonal, wanted), "diagonal %s of %s", text(diagonal), text(matrix));
    return matrix;
  }

  /** Room between values: n values, and n − 1 times as much room as is told. */
  static int @Nullable [] dilate(Operands in) {
    int[] shape = in.shape(0);
    List<Long> steps = in.integers(1);
    need(Operands.product(shape) > 0, "the input is %s", text(shape));
    need(steps.isEmpty() || steps.size() == shape.length, "%s in steps %s", text(shape), steps);
    if (steps.isEmpty()) {
      return null;
    }
    var out = new int[shape.length];
    for (int d = 0; d < out.length; d++) {
      out[d] = Math.toIntExact(Math.addExact(Math.multiplyExact(shape[d] - 1L, steps.get(d)), 1));
    }
    return out;
  }

  /** Values at indices, one after the other: (values, axes), (values) on one axis, or one index. */
  static int @Nullable [] sparseToDense(Operands in) {
    int[] indices = in.shape(0);
    long values = Operands.product(in.shape(2));
    int[] shape = in.dimensions(1);
    need(indices.length <= 2, "the indices have %d dimensions", indices.length);
    long count = indices.length == 0 ? 1 : indices[0];
    boolean one = in.shape(2).length == 0;
    need(one || values == count, "%d values for %d indices", values, count);
    if (shape == null) {
      return null;
    }
    int axes = indices.length == 2 ? indices[1] : 1;
    need(axes == shape.length, "indices of %d axes in %s", axes, text(shape));
    List<Long> places = in.integers(0);
    for (int i = 0; i < places.size(); i++) {
      long place = places.get(i);
      need(place >= 0 && place < shape[i % axes], "index %d of %s", place, text(shape));
    }
    return shape;
  }
}
