package dev.octet.format.tensorflow.weights;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/**
 * The floats that 8 bits stand for: {@code start + q × step}, in the arithmetic of floats, as
 * {@code Dequantize} computes them. Zero is always one of them.
 *
 * <p>Source: {@code dequantize_op.cc}, {@code quantization_utils.h}.
 *
 * @param type {@code QUINT8}, or {@code QINT8}
 * @param min what the op is told as the smallest value
 * @param max what it is told as the largest
 * @param start what 0 stands for
 * @param step from one level to the next
 */
record Levels(DataType type, float min, float max, float start, float step) {
  private static final int UNSIGNED_STEPS = 255;

  /** Levels for values of this range; none where floats are too coarse, or too few, for them. */
  static Optional<Levels> of(Treatment.Mode mode, MinMax values) {
    // zero is among them, as ops that pad with zeros need it
    float min = Math.min(0, values.min());
    float max = Math.max(0, values.max());
    if (min == max) {
      max = 1;
    }
    Levels levels =
        switch (mode) {
          case MIN_FIRST -> minFirst(min, max);
          case SCALED -> scaled(min, max);
        };
    // TensorFlow takes numbers below the normal ones for zero
    boolean usable = levels.step >= Float.MIN_NORMAL && Float.isFinite(levels.step);
    return usable && Float.isFinite(max - min) ? Optional.of(levels) : Optional.empty();
  }

  private static Levels minFirst(float min, float max) {
    float step = (float) ((max - min) / (double) UNSIGNED_STEPS);
    double ratio = min / step;
    float start = (float) Math.copySign(Math.floor(Math.abs(ratio) + 0.5), ratio) * step;
    return new Levels(DataType.QUINT8, min, max, start, step);
  }

  /** The kernel asks for one step by the type: of an unsigned one the smallest is 0. */
  private static Levels scaled(float min, float max) {
    if (min >= 0) {
      return new Levels(DataType.QUINT8, 0, max, 0, max / UNSIGNED_STEPS);
    }
    float step = Math.max(min / Byte.MIN_VALUE, max / Byte.MAX_VALUE);
    return new Levels(DataType.QINT8, min, max, 0, step);
  }

  private int lowest() {
    return type == DataType.QINT8 ? Byte.MIN_VALUE : 0;
  }

  /** The level nearest to a value. */
  int nearest(float value) {
    double level = Math.rint(((double) value - start) / step);
    return (int) Math.clamp(level, lowest(), lowest() + UNSIGNED_STEPS);
  }

  /** The value of a level. */
  float value(int level) {
    return start + level * step;
  }

  /** Writes the level of each float, from the {@code first} on. */
  void quantize(MemorySegment floats, long first, MemorySegment target) {
    for (long i = 0; i < target.byteSize(); i++) {
      int level = nearest(floats.get(Constant.F32, (first + i) * Float.BYTES));
      target.set(ValueLayout.JAVA_BYTE, i, (byte) level);
    }
  }

  /** How far off the worst of these floats will be. */
  double largestError(MemorySegment floats) {
    double worst = 0;
    for (long at = 0; at < floats.byteSize(); at += Float.BYTES) {
      float value = floats.get(Constant.F32, at);
      worst = Math.max(worst, Math.abs((double) value - value(nearest(value))));
    }
    return worst;
  }
}
