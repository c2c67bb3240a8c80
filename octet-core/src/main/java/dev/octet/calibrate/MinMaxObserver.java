package dev.octet.calibrate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import java.lang.foreign.MemorySegment;

/** The smallest and the largest value over all samples, as TFLiteConverter calibrates. */
public final class MinMaxObserver implements Observer<MinMaxObserver> {
  private final MinMax sample = new MinMax();
  private final MinMax all = new MinMax();

  @Override
  public void observe(MemorySegment f32) {
    measure(f32, sample);
    all.include(sample);
  }

  /** Finds the range of one sample, or throws what {@link #observe} throws. */
  static void measure(MemorySegment f32, MinMax sample) {
    sample.clear();
    Kernels.minMax(f32, sample);
    if (!sample.isFinite()) {
      throw new OctetException(ErrorCode.BAD_DATA, "a value is NaN or infinite");
    }
  }

  @Override
  public MinMaxObserver merge(MinMaxObserver other) {
    var merged = new MinMaxObserver();
    merged.all.include(all);
    merged.all.include(other.all);
    return merged;
  }

  @Override
  public boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public Range range() {
    if (isEmpty()) {
      throw new IllegalStateException("no value was observed");
    }
    return new Range(all.min(), all.max());
  }
}
