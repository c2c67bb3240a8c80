package dev.octet.bench;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.runtime.Engine;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.OpProfiler;
import dev.octet.runtime.OpTiming;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Measures each op, in runs of their own, since listening slows them down. */
final class Profiling {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int MOST_RUNS = 10_000;

  private Profiling() {}

  /** The time of each op of a model, in the order of the nodes. */
  static List<OpTime> run(Entrant entrant, KernelSet kernels, int threads, BenchOptions options) {
    try (var profiler = new OpProfiler();
        EngineRacer racer =
            entrant.open(
                kernels, threads, how -> Engine.profiled(entrant.model().bytes(), how, profiler))) {
      return listen(entrant, racer, profiler, options);
    }
  }

  private static List<OpTime> listen(
      Entrant entrant, EngineRacer racer, OpProfiler profiler, BenchOptions options) {
    long start = System.nanoTime();
    long least = options.least().toNanos();
    for (int i = 0; i < options.warmup() || System.nanoTime() - start < least / 5; i++) {
      racer.run();
    }
    profiler.clear();
    long begin = System.nanoTime();
    int runs = 0;
    long time;
    do {
      racer.run();
      runs++;
      time = System.nanoTime() - begin;
    } while (runs < MOST_RUNS && (time < least / 2 || runs < Math.min(10, options.runs())));
    return ops(entrant, profiler.timings(), runs, time);
  }

  /**
   * What the events say of a run.
   *
   * @param time of all runs, in nanoseconds
   */
  static List<OpTime> ops(Entrant entrant, List<OpTiming> timings, int runs, long time) {
    var ops = new ArrayList<OpTime>();
    long rest = time;
    for (OpTiming timing : timings) {
      ops.add(op(entrant.model().model().graphs(), timing, runs, time));
      rest -= timing.nanos();
    }
    ops.sort(Comparator.comparingInt(OpTime::graph).thenComparingInt(OpTime::node));
    if (rest > 0) {
      ops.add(
          new OpTime(
              0, -1, OpTime.BETWEEN, "", 1, rest / NANOS_PER_MILLI / runs, (double) rest / time));
    }
    return ops;
  }

  private static OpTime op(List<Graph> graphs, OpTiming timing, int runs, long time) {
    List<Node> nodes =
        timing.graph() < graphs.size() ? graphs.get(timing.graph()).nodes() : List.of();
    boolean own = !timing.isDelegated() && timing.node() < nodes.size();
    Node node = own ? nodes.get(timing.node()) : null;
    return new OpTime(
        timing.graph(),
        own ? timing.node() : -1,
        node == null ? timing.op() : node.operation().name(),
        node == null || node.outputs().isEmpty() ? "" : node.output(0).name(),
        (double) timing.calls() / runs,
        timing.nanos() / NANOS_PER_MILLI / runs,
        (double) timing.nanos() / time);
  }
}
