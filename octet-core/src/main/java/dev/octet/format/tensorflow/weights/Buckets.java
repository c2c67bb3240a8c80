package dev.octet.format.tensorflow.weights;

import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;

/**
 * Floats rounded to the middles of as many buckets of one width; zeros stay zeros.
 *
 * <p>Source: {@code round_weights} of the graph transforms, which moves zeros as well, and puts the
 * largest value into a bucket of its own, beyond the others.
 *
 * @param min where the first bucket starts
 * @param width of each bucket
 * @param count the number of buckets
 */
record Buckets(double min, double width, int count) {
  static Buckets of(Treatment.Rounded rounded, MinMax values) {
    int count = 1 << rounded.bits();
    double width = ((double) values.max() - values.min()) / count;
    return new Buckets(values.min(), width, count);
  }

  float round(float value) {
    if (value == 0 || width == 0) {
      return value;
    }
    double bucket = Math.clamp(Math.floor((value - min) / width), 0, count - 1.0);
    return (float) (min + width * (bucket + 0.5));
  }

  /** Writes floats, from the byte {@code offset} on, rounded. */
  void round(MemorySegment floats, long offset, MemorySegment target) {
    for (long at = 0; at < target.byteSize(); at += Float.BYTES) {
      target.set(Constant.F32, at, round(floats.get(Constant.F32, offset + at)));
    }
  }

  /** How far off the worst of these floats will be. */
  double largestError(MemorySegment floats) {
    double worst = 0;
    for (long at = 0; at < floats.byteSize(); at += Float.BYTES) {
      float value = floats.get(Constant.F32, at);
      worst = Math.max(worst, Math.abs((double) value - round(value)));
    }
    return worst;
  }
}
