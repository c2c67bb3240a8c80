package dev.octet.bench;

import dev.octet.runtime.KernelSet;
import dev.octet.runtime.SideBySide;
import dev.octet.runtime.SideBySide.Turns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Several engines of a model at once, each with one thread on a thread of its own. */
final class Crowd {
  private static final double NANOS_PER_SECOND = 1e9;

  private Crowd() {}

  /**
   * Measures how many runs they do in a second.
   *
   * @param time for how long they run
   */
  static Throughput measure(Entrant entrant, KernelSet kernels, int engines, Duration time) {
    var racers = new ArrayList<EngineRacer>();
    try {
      for (int i = 0; i < engines; i++) {
        racers.add(entrant.open(kernels, 1));
      }
      together(racers, time.toNanos() / 4); // warms up
      return new Throughput(engines, together(racers, time.toNanos()));
    } finally {
      racers.forEach(EngineRacer::close);
    }
  }

  /** Runs in a second of all of them, until the time is up for each. */
  private static double together(List<EngineRacer> racers, long nanos) {
    long start = System.nanoTime();
    long runs =
        SideBySide.run(racers.size(), racers.size(), turns -> runs(racers, turns, start, nanos))
            .stream()
            .mapToLong(r -> r)
            .sum();
    return runs * NANOS_PER_SECOND / (System.nanoTime() - start);
  }

  private static long runs(List<EngineRacer> racers, Turns turns, long start, long nanos) {
    long runs = 0;
    for (long i = turns.next(); i >= 0; i = turns.next()) {
      EngineRacer racer = racers.get((int) i);
      do {
        racer.run();
        runs++;
      } while (System.nanoTime() - start < nanos);
    }
    return runs;
  }
}
