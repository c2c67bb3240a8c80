package dev.octet.bench;

import dev.octet.data.DataOptions;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.runtime.KernelSet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to benchmark. Each model is measured with each number of threads and each set of kernels.
 *
 * @param threads how many threads one run may use; at least one number, none twice
 * @param kernels which implementations of the ops; at least one, none twice
 * @param runs the least number of timed runs; at least 1
 * @param warmup the least number of runs before these; more follow until they get no quicker
 * @param least the least time of timed runs, for each model, number of threads and kernels
 * @param most the most time of them, after which it ends even if there were fewer runs than asked
 * @param engines how many engines of one thread each run at once to measure throughput; 0 to leave
 *     that out
 * @param profile whether to measure each op, in runs of their own
 * @param signature the key of the signature to run, or null for the main graph
 * @param data samples to feed, as {@link dev.octet.data.Datasets} reads them; none for random ones
 * @param reading how samples are read; its seed is also that of the random order of models
 */
public record BenchOptions(
    List<Integer> threads,
    List<KernelSet> kernels,
    int runs,
    int warmup,
    Duration least,
    Duration most,
    int engines,
    boolean profile,
    @Nullable String signature,
    List<String> data,
    DataOptions reading) {
  /** More threads than any machine has, so that a slip does not take all memory. */
  private static final int MOST_THREADS = 1024;

  /**
   * Checks the numbers.
   *
   * @throws OctetException {@code USAGE} for one that makes no sense
   */
  public BenchOptions {
    threads = List.copyOf(threads);
    kernels = List.copyOf(kernels);
    data = List.copyOf(data);
    require(!threads.isEmpty() && !kernels.isEmpty(), "threads and kernels must be given");
    require(threads.stream().distinct().count() == threads.size(), "threads are given twice");
    require(kernels.stream().distinct().count() == kernels.size(), "kernels are given twice");
    for (int count : threads) {
      require(
          count >= 1 && count <= MOST_THREADS,
          "%d threads are not between 1 and %d".formatted(count, MOST_THREADS));
    }
    require(runs >= 1, "at least one run must be timed");
    require(warmup >= 0, "there cannot be fewer than no runs to warm up");
    require(engines >= 0 && engines <= MOST_THREADS, engines + " engines cannot run at once");
    require(!least.isNegative(), "the least time is negative");
    require(most.compareTo(least) >= 0 && most.isPositive(), "the most time is below the least");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new OctetException(ErrorCode.USAGE, what);
    }
  }

  /**
   * One thread, the default kernels, 50 runs and a second at least, 30 seconds at most, as many
   * engines for throughput as there are cores, random inputs.
   */
  public static BenchOptions standard() {
    return new BenchOptions(
        List.of(1),
        List.of(KernelSet.DEFAULT),
        50,
        5,
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Runtime.getRuntime().availableProcessors(),
        false,
        null,
        List.of(),
        DataOptions.standard());
  }

  /** This with other numbers of threads. */
  public BenchOptions withThreads(List<Integer> newThreads) {
    return new BenchOptions(
        newThreads, kernels, runs, warmup, least, most, engines, profile, signature, data, reading);
  }

  /** This with other kernels. */
  public BenchOptions withKernels(List<KernelSet> newKernels) {
    return new BenchOptions(
        threads, newKernels, runs, warmup, least, most, engines, profile, signature, data, reading);
  }

  /** This with other least numbers of timed runs, and of those before. */
  public BenchOptions withRuns(int newRuns, int newWarmup) {
    return new BenchOptions(
        threads, kernels, newRuns, newWarmup, least, most, engines, profile, signature, data,
        reading);
  }

  /** This with other times. */
  public BenchOptions withTime(Duration newLeast, Duration newMost) {
    return new BenchOptions(
        threads, kernels, runs, warmup, newLeast, newMost, engines, profile, signature, data,
        reading);
  }

  /** This with so many engines for throughput, or (0) none. */
  public BenchOptions withEngines(int newEngines) {
    return new BenchOptions(
        threads, kernels, runs, warmup, least, most, newEngines, profile, signature, data, reading);
  }

  /** This with a profile of each op, or not. */
  public BenchOptions withProfile(boolean newProfile) {
    return new BenchOptions(
        threads, kernels, runs, warmup, least, most, engines, newProfile, signature, data, reading);
  }

  /** This for a signature, or (null) for the main graph. */
  public BenchOptions withSignature(@Nullable String key) {
    return new BenchOptions(
        threads, kernels, runs, warmup, least, most, engines, profile, key, data, reading);
  }

  /** This with samples to feed, or (none) random ones. */
  public BenchOptions withData(List<String> sources, DataOptions newReading) {
    return new BenchOptions(
        threads,
        kernels,
        runs,
        warmup,
        least,
        most,
        engines,
        profile,
        signature,
        sources,
        newReading);
  }
}
