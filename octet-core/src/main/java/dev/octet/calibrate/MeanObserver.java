package dev.octet.calibrate;

import dev.octet.kernel.MinMax;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The mean of the samples' smallest values and the mean of their largest ones.
 *
 * <p>LiteRT Quantizer takes a moving average instead (each sample moves the range by 5%, {@code
 * utils/qsv_utils.py}), which depends on the order of the samples and forgets all but the last
 * hundred. The mean does neither: sums are kept exactly, as integers, so that the order of adding
 * cannot show.
 */
public final class MeanObserver implements Observer<MeanObserver> {
  /** Every float is a whole number of times the smallest one, 2⁻¹⁴⁹. */
  private static final int UNIT_EXPONENT = -149;

  private static final int FRACTION_BITS = 23;
  private static final MathContext PRECISION = MathContext.DECIMAL128;

  private final MinMax sample = new MinMax();
  private BigInteger lowest = BigInteger.ZERO;
  private BigInteger highest = BigInteger.ZERO;
  private long samples;

  @Override
  public void observe(MemorySegment f32) {
    MinMaxObserver.measure(f32, sample);
    if (!sample.isEmpty()) {
      lowest = lowest.add(units(sample.min()));
      highest = highest.add(units(sample.max()));
      samples++;
    }
  }

  @Override
  public MeanObserver merge(MeanObserver other) {
    var merged = new MeanObserver();
    merged.lowest = lowest.add(other.lowest);
    merged.highest = highest.add(other.highest);
    merged.samples = samples + other.samples;
    return merged;
  }

  @Override
  public boolean isEmpty() {
    return samples == 0;
  }

  @Override
  public Range range() {
    if (isEmpty()) {
      throw new IllegalStateException("no value was observed");
    }
    return new Range(mean(lowest), mean(highest));
  }

  private static BigInteger units(float value) {
    int exponent = Math.max(Math.getExponent(value), Float.MIN_EXPONENT) - FRACTION_BITS;
    return BigInteger.valueOf((long) Math.scalb((double) value, -exponent))
        .shiftLeft(exponent - UNIT_EXPONENT);
  }

  private float mean(BigInteger sum) {
    BigDecimal unit = BigDecimal.valueOf(2).pow(UNIT_EXPONENT, PRECISION);
    return new BigDecimal(sum)
        .multiply(unit, PRECISION)
        .divide(BigDecimal.valueOf(samples), PRECISION)
        .floatValue();
  }
}
