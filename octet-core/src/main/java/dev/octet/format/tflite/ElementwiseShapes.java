package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

/** Ops that make an element of each element of their inputs. */
final class ElementwiseShapes {
  private ElementwiseShapes() {}

  /** The shape of the first input. */
  static int[] asFirst(Operands in) {
    return in.shape(0);
  }

  /** The shape that both inputs broadcast to. */
  static int[] broadcast(Operands in) {
    int[] out = broadcast(in.shape(0), in.shape(1));
    BroadcastRanks.check(in, out);
    return out;
  }

  /** The shape that a condition and two choices broadcast to. */
  static int[] select(Operands in) {
    int[] out = broadcast(in.shape(0), broadcast(in.shape(1), in.shape(2)));
    BroadcastRanks.check(in, out);
    return out;
  }

  /** The shape that both broadcast to: aligned at the end, axes of size 1 being repeated. */
  static int[] broadcast(int[] a, int[] b) {
    int rank = Math.max(a.length, b.length);
    var out = new int[rank];
    for (int i = 1; i <= rank; i++) {
      int x = i <= a.length ? a[a.length - i] : 1;
      int y = i <= b.length ? b[b.length - i] : 1;
      need(x == y || x == 1 || y == 1, "%s and %s do not broadcast", text(a), text(b));
      out[rank - i] = x == 1 ? y : x;
    }
    return out;
  }
}
