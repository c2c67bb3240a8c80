package dev.octet.calibrate;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Values that come one vector after the other. */
final class Trace {
  private float[] values = new float[0];
  private int length;

  void add(float[] vector) {
    if (length + vector.length > values.length) {
      values = Arrays.copyOf(values, Math.max(2 * values.length, length + vector.length));
    }
    System.arraycopy(vector, 0, values, length, vector.length);
    length += vector.length;
  }

  float[] values() {
    return Arrays.copyOf(values, length);
  }

  /** The values as observers take them. */
  MemorySegment bytes() {
    var bytes = MemorySegment.ofArray(new byte[length * Float.BYTES]);
    MemorySegment.copy(values, 0, bytes, Constant.F32, 0, length);
    return bytes;
  }
}
