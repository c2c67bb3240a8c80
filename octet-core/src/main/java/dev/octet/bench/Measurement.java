package dev.octet.bench;

import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model with one number of threads and one set of kernels.
 *
 * @param file the model
 * @param bytes its size
 * @param threads how many threads one run could use
 * @param kernels which kernels were asked for
 * @param ran which ran: LiteRT's default ones cannot run all models
 * @param latency how long a run takes
 * @param throughput runs in a second with several engines at once, which have one thread each, so
 *     it is the same for all numbers of threads; null where it was not measured
 * @param load from the opened file to the end of the first run
 * @param arenaBytes what LiteRT has set aside for activations, its own scratch buffers and states;
 *     XNNPACK's memory (workspaces, packed weights) is not part of it
 * @param peakBytes by how much the process grew at most while the model was loaded and ran for the
 *     first time: packed weights, activations, and those pages of the file that were read; null
 *     where the system does not tell
 * @param ops the time of each op, when asked for; in the order of their nodes
 * @param ratio the latency beside that of another measurement, or null for those that others are
 *     compared with
 */
public record Measurement(
    Path file,
    long bytes,
    int threads,
    KernelSet kernels,
    KernelSet ran,
    Latency latency,
    @Nullable Throughput throughput,
    Duration load,
    long arenaBytes,
    @Nullable Long peakBytes,
    List<OpTime> ops,
    @Nullable Ratio ratio) {
  /** Copies. */
  public Measurement {
    ops = List.copyOf(ops);
  }

  /** Whether other kernels ran than were asked for. */
  public boolean fellBack() {
    return ran != kernels;
  }
}
