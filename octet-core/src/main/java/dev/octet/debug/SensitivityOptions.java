package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.runtime.KernelSet;

/**
 * How to measure the sensitivity of layers.
 *
 * @param way what is done to one layer at a time
 * @param samples how many samples of each signature are run at most, spread evenly over all
 * @param threads how many engines run side by side
 * @param refine how many of the first ranks are given by what freeing layers together brings, which
 *     takes longer; 0 for none
 * @param kernels which implementation of the ops
 */
public record SensitivityOptions(
    Way way, long samples, int threads, int refine, KernelSet kernels) {
  private static final long SAMPLES = 64;

  /** What is done to one layer at a time. */
  public enum Way {
    /** It is quantized, and all others are float: its own damage. */
    ONLY,
    /** It is float, and all others are as planned: what freeing it brings. */
    FREE
  }

  /**
   * Checks the numbers.
   *
   * @throws OctetException {@code USAGE} if one is not positive
   */
  public SensitivityOptions {
    if (samples < 1 || threads < 1 || refine < 0) {
      throw new OctetException(
          ErrorCode.USAGE,
          "nothing can be measured on %d samples by %d threads for %d ranks"
              .formatted(samples, threads, refine));
    }
  }

  /** One layer quantized at a time, 64 samples, one thread, the default kernels. */
  public static SensitivityOptions standard() {
    return new SensitivityOptions(Way.ONLY, SAMPLES, 1, 0, KernelSet.DEFAULT);
  }

  /** This in another way. */
  public SensitivityOptions withWay(Way newWay) {
    return new SensitivityOptions(newWay, samples, threads, refine, kernels);
  }

  /** This on at most so many samples. */
  public SensitivityOptions withSamples(long newSamples) {
    return new SensitivityOptions(way, newSamples, threads, refine, kernels);
  }

  /** This with so many engines side by side. */
  public SensitivityOptions withThreads(int newThreads) {
    return new SensitivityOptions(way, samples, newThreads, refine, kernels);
  }

  /** This with so many of the first ranks refined. */
  public SensitivityOptions withRefined(int ranks) {
    return new SensitivityOptions(way, samples, threads, ranks, kernels);
  }

  /** This with other kernels. */
  public SensitivityOptions withKernels(KernelSet newKernels) {
    return new SensitivityOptions(way, samples, threads, refine, newKernels);
  }
}
