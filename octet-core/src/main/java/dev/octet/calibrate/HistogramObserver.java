package dev.octet.calibrate;

import dev.octet.kernel.Histogram;
import dev.octet.kernel.MinMax;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * How often each value occurred, to within a thousandth of the largest or better, for methods that
 * weigh clipping against rounding. Takes 32 KB of memory.
 */
public final class HistogramObserver implements Observer<HistogramObserver> {
  private final Function<Distribution, Range> method;
  private final MinMax sample = new MinMax();
  private final MinMax all = new MinMax();
  private final Histogram histogram = new Histogram();

  /**
   * Nothing observed yet.
   *
   * @param method which range to choose
   */
  HistogramObserver(Function<Distribution, Range> method) {
    this.method = method;
  }

  @Override
  public void observe(MemorySegment f32) {
    MinMaxObserver.measure(f32, sample);
    histogram.add(f32, sample);
    all.include(sample);
  }

  @Override
  public HistogramObserver merge(HistogramObserver other) {
    var merged = new HistogramObserver(method);
    merged.histogram.add(histogram);
    merged.histogram.add(other.histogram);
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
    return method.apply(distribution());
  }

  /** What was seen; at least one value. */
  Distribution distribution() {
    return new Distribution(histogram, new Range(all.min(), all.max()));
  }
}
