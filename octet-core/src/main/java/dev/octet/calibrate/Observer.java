package dev.octet.calibrate;

import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;

/**
 * Watches the values of one tensor, sample by sample, in constant memory. Not for several threads
 * at once: each thread observes with its own, and they are merged at the end.
 *
 * @param <O> the observer itself: only like merges with like
 */
public sealed interface Observer<O extends Observer<O>>
    permits MinMaxObserver, MeanObserver, HistogramObserver {
  /**
   * Takes in what the tensor held after one sample.
   *
   * @param f32 little-endian floats; may be none
   * @throws OctetException if a value is NaN or infinite; this observer is as it was before
   */
  void observe(MemorySegment f32);

  /**
   * What one observer would know that had seen the samples of both; neither is changed. The order
   * of merging does not matter.
   */
  O merge(O other);

  /** Whether no value was seen, so that there is no range. */
  boolean isEmpty();

  /**
   * The range to quantize.
   *
   * @throws IllegalStateException if no value was seen
   */
  Range range();
}
