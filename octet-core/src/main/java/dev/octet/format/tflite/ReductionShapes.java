package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ops that make one element of all along some axes. */
final class ReductionShapes {
  private ReductionShapes() {}

  /** The second input lists the axes; {@code keep_dims} leaves them, of size 1. */
  static int @Nullable [] reduce(Operands in) {
    Tensor axes = in.node().input(1);
    if (axes == null || !axes.isConstant()) {
      return null;
    }
    int[] shape = in.shape(0);
    boolean[] reduced = reduced(in, shape);
    boolean keep = in.flag("keep_dims");
    var out = new int[shape.length];
    int rank = 0;
    for (int d = 0; d < shape.length; d++) {
      if (!reduced[d] || keep) {
        out[rank++] = reduced[d] ? 1 : shape[d];
      }
    }
    return Arrays.copyOf(out, rank);
  }

  private static boolean[] reduced(Operands in, int[] shape) {
    var reduced = new boolean[shape.length];
    for (long axis : in.integers(1)) {
      long a = axis < 0 ? axis + shape.length : axis;
      need(a >= 0 && a < shape.length, "axis %d of %s", axis, text(shape));
      reduced[(int) a] = true;
    }
    return reduced;
  }
}
