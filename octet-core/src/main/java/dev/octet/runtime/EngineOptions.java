package dev.octet.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How an engine runs its model.
 *
 * @param kernels which implementation of the ops
 * @param threads how many threads one run may use, at least 1; for throughput prefer several
 *     engines with one thread each
 * @param taps whether every activation can be read after a run, at the price of memory (no two
 *     tensors share it) and of some fusion
 * @param signature the key of the signature to run, or null for the model's first graph
 */
public record EngineOptions(
    KernelSet kernels, int threads, boolean taps, @Nullable String signature) {
  private static final EngineOptions STANDARD =
      new EngineOptions(KernelSet.DEFAULT, 1, false, null);

  /** Checks the number of threads. */
  public EngineOptions {
    if (threads < 1) {
      throw new IllegalArgumentException("threads: " + threads);
    }
  }

  /** The default kernels on one thread, without taps, on the first graph. */
  public static EngineOptions standard() {
    return STANDARD;
  }

  /** This with other kernels. */
  public EngineOptions withKernels(KernelSet newKernels) {
    return new EngineOptions(newKernels, threads, taps, signature);
  }

  /** This with another number of threads. */
  public EngineOptions withThreads(int newThreads) {
    return new EngineOptions(kernels, newThreads, taps, signature);
  }

  /** This with every activation readable, or not. */
  public EngineOptions withTaps(boolean newTaps) {
    return new EngineOptions(kernels, threads, newTaps, signature);
  }

  /** This for a signature, or (null) for the first graph. */
  public EngineOptions withSignature(@Nullable String key) {
    return new EngineOptions(kernels, threads, taps, key);
  }
}
