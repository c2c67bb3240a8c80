package dev.octet.data;

import java.lang.foreign.MemorySegment;

/**
 * Elements to be converted: {@code count} of them, each {@code step} after the one before, in the
 * source and in the target.
 *
 * @param source elements, little-endian
 * @param from the first of them
 * @param target room for elements of the input
 * @param to where the first goes
 */
record Stretch(
    MemorySegment source, long from, MemorySegment target, long to, int step, long count) {
  /** Where an element is in the source. */
  long source(long i) {
    return from + i * step;
  }

  /** Where it goes. */
  long target(long i) {
    return to + i * step;
  }
}
