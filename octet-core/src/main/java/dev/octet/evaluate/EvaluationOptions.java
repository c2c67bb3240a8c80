package dev.octet.evaluate;

import dev.octet.data.DataOptions;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.runtime.KernelSet;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate.
 *
 * @param top a sample counts for top-k when its class is among this many best; at least 1
 * @param threads how many samples are run at once, each on engines with one thread; at least 1
 * @param kernels which implementation of the ops
 * @param signature how the models are called, or null for what the samples say
 * @param output the name of the output to look at, or null for the first
 * @param data how the samples, and labels for them, are read
 * @param metrics what to measure
 */
public record EvaluationOptions(
    int top,
    int threads,
    KernelSet kernels,
    @Nullable String signature,
    @Nullable String output,
    DataOptions data,
    MetricOptions metrics) {
  /**
   * Checks the numbers.
   *
   * @throws OctetException {@code USAGE} if one is not positive
   */
  public EvaluationOptions {
    if (top < 1) {
      throw new OctetException(ErrorCode.USAGE, "there is no top " + top);
    }
    if (threads < 1) {
      throw new OctetException(ErrorCode.USAGE, threads + " threads cannot do anything");
    }
  }

  /** Top 5, one thread, the default kernels, the first output, samples as they are. */
  public static EvaluationOptions standard() {
    return new EvaluationOptions(
        5, 1, KernelSet.DEFAULT, null, null, DataOptions.standard(), MetricOptions.standard());
  }

  /** This for another k. */
  public EvaluationOptions withTop(int newTop) {
    return new EvaluationOptions(newTop, threads, kernels, signature, output, data, metrics);
  }

  /** This with so many samples run at once. */
  public EvaluationOptions withThreads(int newThreads) {
    return new EvaluationOptions(top, newThreads, kernels, signature, output, data, metrics);
  }

  /** This with other kernels. */
  public EvaluationOptions withKernels(KernelSet newKernels) {
    return new EvaluationOptions(top, threads, newKernels, signature, output, data, metrics);
  }

  /** This for a signature, or (null) the one that the samples name. */
  public EvaluationOptions withSignature(@Nullable String newSignature) {
    return new EvaluationOptions(top, threads, kernels, newSignature, output, data, metrics);
  }

  /** This for another output, or (null) the first. */
  public EvaluationOptions withOutput(@Nullable String newOutput) {
    return new EvaluationOptions(top, threads, kernels, signature, newOutput, data, metrics);
  }

  /** This with data read in another way. */
  public EvaluationOptions withData(DataOptions newData) {
    return new EvaluationOptions(top, threads, kernels, signature, output, newData, metrics);
  }

  /** This with other things measured. */
  public EvaluationOptions withMetrics(MetricOptions newMetrics) {
    return new EvaluationOptions(top, threads, kernels, signature, output, data, newMetrics);
  }
}
