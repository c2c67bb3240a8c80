package dev.octet.lower;

/**
 * Fake quantization from {@code min} to {@code max}, the range moved so that an integer stands for
 * 0.0: {@code FakeQuantWithMinMaxVars} and its like. (Source of the arithmetic, in float: {@code
 * Nudge} in TensorFlow's {@code fake_quant_ops_functor.h}.)
 */
public record NudgedRange(float scale, int zeroPoint, int least, int most) implements RoundedRange {
  /**
   * The range as it is nudged. Where 0 is outside, it begins or ends at 0 and keeps its width; a
   * range from 0 to 0 makes zeros of all values.
   *
   * @param narrow whether the smallest integer is left out
   * @throws dev.octet.error.OctetException for bits or a range from which no integers follow
   */
  public static NudgedRange of(float min, float max, int bits, boolean narrow) {
    RoundedRange.check(min, max, bits);
    int first = narrow ? 1 : 0;
    int last = (1 << bits) - 1;
    int half = 1 << (bits - 1);
    if (min == 0 && max == 0) {
      return new NudgedRange(0, 0, first - half, last - half);
    }
    float scale = (max - min) / (float) (last - first);
    if (!(scale >= Float.MIN_NORMAL) || Float.isInfinite(1 / scale)) {
      throw RoundedRange.none(min, max);
    }
    float fromMin = first - min / scale;
    int zero = (int) Math.clamp(Math.floor(fromMin + 0.5), first, last);
    return new NudgedRange(scale, zero - half, first - half, last - half);
  }

  @Override
  public int integer(float value) {
    if (isZero()) {
      return zeroPoint;
    }
    float min = real(least);
    float shifted = Math.max(Math.min(value, real(most)), min) - min;
    return (int) Math.floor(shifted / scale - (zeroPoint - least) + 0.5f) + zeroPoint;
  }
}
