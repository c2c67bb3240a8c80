package dev.octet.calibrate;

/**
 * Which place of the input a tap of a window reads, along one axis; padding is −1. The arithmetic
 * of {@code ComputePaddingWithOffset} ({@code padding.h}) and of the reference kernels.
 *
 * @param outputs how many output places there are
 * @param taps how many taps a window has
 * @param sources by output place, then by tap; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WindowAxis(int outputs, int taps, int[] sources) {
  /** An axis of which each output sees all: one place, one tap. */
  static final WindowAxis NONE = new WindowAxis(1, 1, new int[] {0});

  /** Windows that move on by the stride. */
  static WindowAxis sliding(int size, int taps, int stride, int dilation, boolean same) {
    int extent = (taps - 1) * dilation + 1;
    int outputs = Math.max(0, same ? Math.ceilDiv(size, stride) : (size - extent) / stride + 1);
    int before = same ? Math.max(0, (outputs - 1) * stride + extent - size) / 2 : 0;
    var sources = new int[outputs * taps];
    for (int o = 0; o < outputs; o++) {
      for (int t = 0; t < taps; t++) {
        int at = o * stride + t * dilation - before;
        sources[o * taps + t] = at >= 0 && at < size ? at : -1;
      }
    }
    return new WindowAxis(outputs, taps, sources);
  }

  /** Windows on an input whose places were moved apart by the stride. */
  static WindowAxis spread(int size, int taps, int stride, int outputs, boolean same) {
    int places = same ? Math.ceilDiv(outputs, stride) : (outputs - taps) / stride + 1;
    int before = Math.max(0, (places - 1) * stride + taps - outputs) / 2;
    var sources = new int[outputs * taps];
    for (int o = 0; o < outputs; o++) {
      for (int t = 0; t < taps; t++) {
        int at = o + before - t;
        boolean hits = at >= 0 && at % stride == 0 && at / stride < size;
        sources[o * taps + t] = hits ? at / stride : -1;
      }
    }
    return new WindowAxis(outputs, taps, sources);
  }

  int source(int output, int tap) {
    return sources[output * taps + tap];
  }

  /** How many places of the input there must be at least. */
  int size() {
    int size = 0;
    for (int source : sources) {
      size = Math.max(size, source + 1);
    }
    return size;
  }
}
