package dev.octet.debug;

import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Samples in runs of neighbours, so that sums over them come out the same however many threads
 * share the runs: each is summed by itself, and the sums are added in order.
 */
record Chunks(long samples) {
  private static final int MOST = 64;

  /** A run of samples. */
  record Chunk(long from, long to) {}

  private long count() {
    return Math.min(samples, MOST);
  }

  private Chunk chunk(long index) {
    return new Chunk(samples * index / count(), samples * (index + 1) / count());
  }

  /** What a worker does with each of its runs. */
  interface Worker<R> extends AutoCloseable {
    R work(Chunk chunk);

    @Override
    void close();
  }

  /** The result of each run, in order. */
  <R> List<R> run(int threads, Supplier<Worker<R>> workers) {
    List<Map<Long, R>> parts =
        SideBySide.run(
            threads,
            count(),
            turns -> {
              var done = new TreeMap<Long, R>();
              try (Worker<R> worker = workers.get()) {
                for (long i = turns.next(); i >= 0; i = turns.next()) {
                  done.put(i, worker.work(chunk(i)));
                }
              }
              return done;
            });
    var all = new TreeMap<Long, R>();
    parts.forEach(all::putAll);
    return new ArrayList<>(all.values());
  }
}
