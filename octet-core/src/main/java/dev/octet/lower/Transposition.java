package dev.octet.lower;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Moves the elements of a constant so that its dimensions come in another order. */
final class Transposition {
  private Transposition() {}

  /**
   * Copies transposed.
   *
   * @param dims of the source
   * @param order dimension {@code i} of the result is dimension {@code order[i]} of the source
   * @param width bytes per element
   */
  static void copy(MemorySegment from, int[] dims, int[] order, int width, MemorySegment to) {
    int rank = dims.length;
    var strides = new long[rank];
    long stride = width;
    for (int i = rank - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    var sizes = new int[rank];
    var steps = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = dims[order[i]];
      steps[i] = strides[order[i]];
    }
    if (stride > 0) {
      walk(from, 0, sizes, steps, width, to);
    }
  }

  /**
   * Copies elements that lie at regular distances.
   *
   * @param start bytes from which on the first one lies
   * @param sizes of the result, all positive; one at least
   * @param steps bytes from one to the next along each dimension: 0 to repeat, negative to go back
   * @param width bytes per element
   */
  static void walk(
      MemorySegment from, long start, int[] sizes, long[] steps, int width, MemorySegment to) {
    int last = sizes.length - 1;
    var at = new int[sizes.length];
    long source = start;
    long target = 0;
    while (true) {
      row(from, source, steps[last], to, target, sizes[last], width);
      target += (long) sizes[last] * width;
      int axis = last - 1;
      while (axis >= 0 && ++at[axis] == sizes[axis]) {
        source -= steps[axis] * (sizes[axis] - 1);
        at[axis--] = 0;
      }
      if (axis < 0) {
        return;
      }
      source += steps[axis];
    }
  }

  private static void row(
      MemorySegment from, long source, long step, MemorySegment to, long at, int n, int width) {
    if (step == width) {
      MemorySegment.copy(from, source, to, at, (long) n * width);
    } else if (width == Integer.BYTES) {
      for (int i = 0; i < n; i++) {
        to.set(
            ValueLayout.JAVA_INT_UNALIGNED,
            at + 4L * i,
            from.get(ValueLayout.JAVA_INT_UNALIGNED, source + i * step));
      }
    } else {
      for (int i = 0; i < n; i++) {
        MemorySegment.copy(from, source + i * step, to, at + (long) i * width, width);
      }
    }
  }
}
