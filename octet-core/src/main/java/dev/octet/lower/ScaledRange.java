package dev.octet.lower;

/**
 * Fake quantization around 0, the side of the range that reaches further deciding: {@code
 * QuantizeAndDequantizeV2} and its like. (Source of the arithmetic, in float: {@code
 * ComputeQuantizationRange} in TensorFlow's {@code quantize_and_dequantize_op.h}.)
 *
 * @param factor what values are multiplied by before they are rounded
 * @param halfToEven how halves are rounded; upwards otherwise
 */
public record ScaledRange(
    float scale, float factor, int zeroPoint, int least, int most, boolean halfToEven)
    implements RoundedRange {
  /**
   * The range of a tensor.
   *
   * @param signed whether values below 0 have integers, too
   * @param narrow whether the smallest signed integer is left out
   * @throws dev.octet.error.OctetException for bits or a range from which no integers follow
   */
  public static ScaledRange of(
      float min, float max, boolean signed, int bits, boolean narrow, boolean halfToEven) {
    RoundedRange.check(min, max, bits);
    int least = RoundedRange.least(bits, signed && narrow);
    int most = RoundedRange.most(bits);
    int zero = signed ? 0 : least;
    float fromMin = min < 0 && signed ? least / min : Float.MAX_VALUE;
    float fromMax = max > 0 ? (most - zero) / max : Float.MAX_VALUE;
    if (fromMin == Float.MAX_VALUE && fromMax == Float.MAX_VALUE) {
      return new ScaledRange(0, 0, zero, least, most, halfToEven);
    }
    float scale = fromMin < fromMax ? min / least : max / (most - zero);
    float factor = Math.min(fromMin, fromMax);
    if (!(scale >= Float.MIN_NORMAL) || Float.isInfinite(factor)) {
      throw RoundedRange.none(min, max);
    }
    return new ScaledRange(scale, factor, zero, least, most, halfToEven);
  }

  @Override
  public int integer(float value) {
    float clamped = Math.max(Math.min(value, real(most)), real(least));
    float scaled = clamped * factor;
    return (int) (halfToEven ? Math.rint(scaled) : Math.floor(scaled + 0.5f)) + zeroPoint;
  }
}
