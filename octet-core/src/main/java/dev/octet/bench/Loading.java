package dev.octet.bench;

import dev.octet.runtime.KernelSet;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An engine that has been loaded and run once.
 *
 * @param load how long that took
 * @param peakBytes by how much the process grew at most meanwhile, or null where nothing tells
 */
record Loading(EngineRacer racer, Duration load, @Nullable Long peakBytes)
    implements AutoCloseable {
  /** A model that is quicker to load than this is loaded some times, since single times differ. */
  private static final Duration QUICK = Duration.ofMillis(200);

  private static final int TIMES = 5;

  static Loading of(Entrant entrant, KernelSet kernels, int threads) {
    var bytes = entrant.model().bytes();
    if (bytes.isMapped()) {
      bytes.unload(); // what has been read of the file so far does not count as read
    }
    ProcessMemory memory = ProcessMemory.watch();
    long[] times = new long[TIMES];
    EngineRacer racer = open(entrant, kernels, threads, times, 0);
    Long peak = memory == null ? null : memory.growth();
    int done = 1;
    while (done < TIMES && times[done - 1] < QUICK.toNanos()) {
      racer.close();
      racer = open(entrant, kernels, threads, times, done);
      done++;
    }
    long[] sorted = Arrays.copyOf(times, done);
    Arrays.sort(sorted);
    return new Loading(racer, Duration.ofNanos(sorted[done / 2]), peak);
  }

  private static EngineRacer open(
      Entrant entrant, KernelSet kernels, int threads, long[] times, int place) {
    long start = System.nanoTime();
    EngineRacer racer = entrant.open(kernels, threads);
    try {
      racer.run();
    } catch (RuntimeException e) {
      racer.close();
      throw e;
    }
    times[place] = System.nanoTime() - start;
    return racer;
  }

  @Override
  public void close() {
    racer.close();
  }
}
