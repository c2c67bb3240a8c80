package dev.octet.kernel;

import static dev.octet.kernel.Segments.I32;

import java.lang.foreign.MemorySegment;

/**
 * Largest magnitudes, found on the bits: without their sign they sort like the floats, NaN on top.
 */
final class AbsMax {
  private AbsMax() {}

  /** The bits of the largest magnitude of these elements. */
  static int bits(MemorySegment f32, long from, long to) {
    int largest = 0;
    for (long i = from; i < to; i += Kernels.BLOCK) {
      largest = Math.max(largest, bits(f32, 4 * i, Kernels.block(i, to)));
    }
    return largest;
  }

  private static int bits(MemorySegment f32, long offset, int n) {
    int largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, f32.get(I32, offset + 4L * i) & Integer.MAX_VALUE);
    }
    return largest;
  }

  static void perChannel(MemorySegment f32, Channels channels, long position, float[] largest) {
    long count = Segments.count(f32, 4);
    if (channels.inner() == 1) {
      across(f32, count, channels.at(position), largest);
      return;
    }
    int channel = channels.at(position);
    long end;
    for (long i = 0; i < count; i = end) {
      end = i + Math.min(count - i, channels.left(position + i));
      raise(largest, channel, bits(f32, i, end));
      channel = channels.after(channel);
    }
  }

  private static void raise(float[] largest, int channel, int bits) {
    int before = Float.floatToRawIntBits(largest[channel]);
    largest[channel] = Float.intBitsToFloat(Math.max(before, bits));
  }

  /** A channel per element: row by row into as many integers as there are channels. */
  private static void across(MemorySegment f32, long count, int first, float[] largest) {
    var bits = new int[largest.length];
    int c = first;
    for (long i = 0; i < count; ) {
      int n = (int) Math.min(count - i, bits.length - c);
      raiseRow(f32, 4 * i, n, bits, c);
      i += n;
      c = 0;
    }
    for (int channel = 0; channel < bits.length; channel++) {
      raise(largest, channel, bits[channel]);
    }
  }

  private static void raiseRow(MemorySegment f32, long offset, int n, int[] bits, int c) {
    for (int i = 0; i < n; i++) {
      bits[c + i] = Math.max(bits[c + i], f32.get(I32, offset + 4L * i) & Integer.MAX_VALUE);
    }
  }
}
