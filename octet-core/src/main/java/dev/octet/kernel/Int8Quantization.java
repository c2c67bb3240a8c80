package dev.octet.kernel;

/**
 * How a tensor becomes int8: symmetric in [−127, 127], zero point 0, a scale for each channel.
 * Immutable; made once per tensor.
 */
public final class Int8Quantization {
  /** The largest magnitude of a quantized weight. */
  public static final int MAX = 127;

  private static final double SMALLEST_HALF_RANGE = 5e-7;

  private final Channels channels;
  private final Rounding rounding;
  private final double[] scales;
  private final float[] factors;
  private final boolean factorsAreNormal;

  /**
   * Fixes scales and arithmetic.
   *
   * @param scales one per channel, positive and finite, as {@link #scale} gives them: not rounded
   *     to float
   * @throws IllegalArgumentException if the scales do not fit
   */
  public Int8Quantization(Channels channels, Rounding rounding, double... scales) {
    if (scales.length != channels.count()) {
      throw new IllegalArgumentException(
          scales.length + " scales for " + channels.count() + " channels");
    }
    this.channels = channels;
    this.rounding = rounding;
    this.scales = scales.clone();
    this.factors = new float[scales.length];
    boolean normal = true;
    for (int c = 0; c < scales.length; c++) {
      if (!(scales[c] > 0) || scales[c] > Float.MAX_VALUE) {
        throw new IllegalArgumentException("scale " + scales[c] + " of channel " + c);
      }
      factors[c] = factor(scales[c]);
      normal &= factors[c] >= Float.MIN_NORMAL && factors[c] <= Float.MAX_VALUE;
    }
    this.factorsAreNormal = normal;
  }

  /**
   * The scale of weights up to this magnitude, {@code absMax / 127} before it is rounded to float.
   *
   * <p>A channel of zeros needs a positive scale too. As TFLiteConverter does, a magnitude up to
   * 5e−7 counts as 5e−7, which gives 3.937e−9. (Its int16 mode writes a scale of 0 for zeros,
   * LiteRT Quantizer counts up to 1e−9 as 1e−9.)
   *
   * @param absMax finite, not negative
   */
  public static double scale(float absMax) {
    if (!(absMax >= 0) || absMax == Float.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("largest magnitude " + absMax);
    }
    return Math.max(absMax, SMALLEST_HALF_RANGE) / MAX;
  }

  private float factor(double scale) {
    return switch (rounding) {
      case HALF_EVEN -> (float) scale;
      case HALF_AWAY, HALF_AWAY_BY_INVERSE -> (float) (1 / scale);
      case HALF_AWAY_BY_RECIPROCAL -> 1 / (float) scale;
    };
  }

  /** The slices that have a scale of their own. */
  public Channels channels() {
    return channels;
  }

  /** The arithmetic. */
  public Rounding rounding() {
    return rounding;
  }

  /** Whether a product by a float factor comes close to the quotient by the scale. */
  boolean factorsAreNormal() {
    return factorsAreNormal;
  }

  /**
   * What the next {@code n} values are divided by (half to even) or multiplied by.
   *
   * @param position of the first of them in the flattened tensor
   */
  void factors(long position, float[] target, int n) {
    channels.spread(factors, position, target, n);
  }

  /** Quantizes one value: the definition. */
  byte quantize(float value, int channel) {
    double q =
        switch (rounding) {
          case HALF_EVEN -> Math.rint(value / factors[channel]);
          case HALF_AWAY -> awayFromZero(value / scales[channel]);
          case HALF_AWAY_BY_RECIPROCAL, HALF_AWAY_BY_INVERSE ->
              awayFromZero(value * factors[channel]);
        };
    return (byte) Math.clamp((int) q, -MAX, MAX);
  }

  /** Rounds halves away from zero; {@code v + 0.5} would take 0.49999999999999994 to 1. */
  public static double awayFromZero(double v) {
    double whole = v < 0 ? Math.ceil(v) : Math.floor(v);
    return Math.abs(v - whole) >= 0.5 ? whole + Math.signum(v) : whole;
  }
}
