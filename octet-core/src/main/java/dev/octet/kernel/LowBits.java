package dev.octet.kernel;

/**
 * How a tensor becomes packed integers of 4 or 2 bits: symmetric, zero point 0, a scale for each
 * channel, halves to even. Immutable; made once per tensor.
 *
 * <p>The most negative integer is not used: LiteRT's fast kernel for fully connected ops takes [−7,
 * 7] only ({@code merge} in {@code optimized/4bit/fully_connected_common.h}), and with −8 its sums
 * are far off. A scale of {@code absMax / 7} never needs −8 anyway.
 */
public final class LowBits {
  private static final float SMALLEST_HALF_RANGE = 1e-9f;

  private final Width width;
  private final Channels channels;
  private final float[] scales;

  /** How many bits an integer takes. */
  public enum Width {
    /** −1, 0 and 1, four to the byte. */
    TWO(2),
    /** −7…7, two to the byte. */
    FOUR(4);

    private final int bits;

    Width(int bits) {
      this.bits = bits;
    }

    /** The width of that many bits. */
    public static Width of(int bits) {
      for (Width width : values()) {
        if (width.bits == bits) {
          return width;
        }
      }
      throw new IllegalArgumentException(bits + " bits");
    }

    /** The largest magnitude. */
    public int max() {
      return (1 << (bits - 1)) - 1;
    }

    /** Integers in a byte. */
    public int perByte() {
      return Byte.SIZE / bits;
    }

    /** Bytes that so many integers take; the last may be partly unused. */
    public long bytes(long count) {
      return Math.ceilDiv(count, (long) perByte());
    }

    /**
     * The scale of weights up to this magnitude, {@code absMax / max} in float as LiteRT Quantizer
     * has it; up to 1e−9 counts as 1e−9, so that it is positive.
     *
     * @param absMax finite, not negative
     */
    public float scale(float absMax) {
      if (!(absMax >= 0) || absMax == Float.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("largest magnitude " + absMax);
      }
      return Math.max(absMax, SMALLEST_HALF_RANGE) / max();
    }

    /** Quantizes one value by a scale: the definition; NaN becomes 0. */
    int quantize(float value, float scale) {
      return Math.clamp((int) Math.rint(value / scale), -max(), max());
    }
  }

  /**
   * Fixes width and scales.
   *
   * @param scales one per channel, positive and finite
   * @throws IllegalArgumentException if the scales do not fit
   */
  public LowBits(Width width, Channels channels, float... scales) {
    if (scales.length != channels.count()) {
      throw new IllegalArgumentException(
          scales.length + " scales for " + channels.count() + " channels");
    }
    for (float scale : scales) {
      if (!(scale > 0) || scale > Float.MAX_VALUE) {
        throw new IllegalArgumentException("scale " + scale);
      }
    }
    this.width = width;
    this.channels = channels;
    this.scales = scales.clone();
  }

  /** How many bits an integer takes. */
  public Width width() {
    return width;
  }

  /** The slices that have a scale of their own. */
  public Channels channels() {
    return channels;
  }

  /** What the next {@code n} values are divided by, the first of them at this position. */
  void scales(long position, float[] target, int n) {
    channels.spread(scales, position, target, n);
  }

  /** Quantizes one value: the definition. */
  int quantize(float value, int channel) {
    return width.quantize(value, scales[channel]);
  }
}
