package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

/** Ops that put any number of inputs together. */
final class JoinShapes {
  private JoinShapes() {}

  /** Along an axis that the inputs have. */
  static int[] concatenation(Operands in) {
    int[] out = in.shape(0).clone();
    int axis = in.axis(out.length);
    for (int i = 1; i < in.count(); i++) {
      int[] next = in.shape(i);
      need(next.length == out.length, "%s and %s do not concatenate", text(out), text(next));
      for (int d = 0; d < out.length; d++) {
        boolean fits = d == axis || next[d] == out[d];
        need(fits, "%s and %s do not concatenate", text(out), text(next));
      }
      out[axis] = Math.addExact(out[axis], next[axis]);
    }
    return out;
  }

  /** Along a new axis. */
  static int[] pack(Operands in) {
    int[] each = in.shape(0);
    var out = new int[each.length + 1];
    int axis = in.axis(out.length);
    for (int d = 0; d < out.length; d++) {
      out[d] = d < axis ? each[d] : d == axis ? in.count() : each[d - 1];
    }
    return out;
  }
}
