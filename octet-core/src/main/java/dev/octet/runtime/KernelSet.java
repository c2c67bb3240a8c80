package dev.octet.runtime;

/** Which implementation of the ops computes. */
public enum KernelSet {
  /** LiteRT's default: XNNPACK where it can, else the optimized kernels. The fastest. */
  DEFAULT,
  /** LiteRT's optimized kernels alone. */
  PLAIN,
  /**
   * LiteRT's reference kernels, slow and simple. They lack some ops and versions, and are not to be
   * had on Windows.
   */
  REFERENCE
}
