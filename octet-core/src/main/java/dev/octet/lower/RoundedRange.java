package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/**
 * What fake quantization does to one channel, or to a whole tensor: floats become integers from
 * {@link #least} to {@link #most}, which stand for {@code (q − zeroPoint) · scale}. The integers
 * are signed: 8 bits are −128 to 127.
 */
public sealed interface RoundedRange permits NudgedRange, ScaledRange {
  /** The most bits that floats can be rounded to. */
  int MOST_BITS = 16;

  /** The width of a step; 0 where every value becomes 0. */
  float scale();

  /** The integer that stands for 0.0. */
  int zeroPoint();

  /** The smallest integer in use. */
  int least();

  /** The largest integer in use. */
  int most();

  /** The integer that TensorFlow rounds a value to, by the arithmetic of its kernel. */
  int integer(float value);

  /** Whether every value becomes 0. */
  default boolean isZero() {
    return scale() == 0;
  }

  /** The number that an integer stands for. */
  default float real(int integer) {
    return (integer - zeroPoint()) * scale();
  }

  /** The smallest integer of so many bits, or the one after it. */
  static int least(int bits, boolean narrow) {
    return -(1 << (bits - 1)) + (narrow ? 1 : 0);
  }

  /** The largest integer of so many bits. */
  static int most(int bits) {
    return (1 << (bits - 1)) - 1;
  }

  /** Refuses bits that floats are not rounded to, and a range that is none. */
  static void check(float min, float max, int bits) {
    if (bits < 2 || bits > MOST_BITS) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL, "fake quantization to %d bits".formatted(bits))
          .advise("LiteRT knows 2 to 16 bits");
    }
    if (!Float.isFinite(min) || !Float.isFinite(max) || !Float.isFinite(max - min) || max < min) {
      throw none(min, max);
    }
  }

  /** Refuses a range from which no scale follows. */
  static OctetException none(float min, float max) {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL,
            "fake quantization has the range %s to %s, which no integers stand for"
                .formatted(min, max))
        .advise("train a little longer with quantization before the model is saved");
  }
}
