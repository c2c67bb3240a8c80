package dev.octet.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Gathers times of runs in bounded memory: beyond a number of them a random choice is kept. */
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;

  private final SplittableRandom random = new SplittableRandom(1);
  private final long[] nanos;
  private final long[] turns;
  private long runs;
  private long total;
  private long least = Long.MAX_VALUE;
  private long greatest;

  /** Times of which so many are kept. */
  Times(int room) {
    nanos = new long[room];
    turns = new long[room];
  }

  void add(long time) {
    long place = runs < nanos.length ? runs : random.nextLong(runs + 1);
    if (place < nanos.length) {
      nanos[(int) place] = time;
      turns[(int) place] = runs;
    }
    runs++;
    total += time;
    least = Math.min(least, time);
    greatest = Math.max(greatest, time);
  }

  long runs() {
    return runs;
  }

  /** The sum of all times. */
  long total() {
    return total;
  }

  /** The median in nanoseconds. */
  double medianNanos() {
    var sorted = new double[kept()];
    Arrays.setAll(sorted, i -> nanos[i]);
    Arrays.sort(sorted);
    return Quantiles.of(sorted, 0.5);
  }

  private int kept() {
    return (int) Math.min(runs, nanos.length);
  }

  Latency latency() {
    var order = new Integer[kept()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Long.compare(turns[a], turns[b]));
    var millis = new double[order.length];
    Arrays.setAll(millis, i -> nanos[order[i]] / NANOS_PER_MILLI);
    return Latency.of(
        runs,
        least / NANOS_PER_MILLI,
        total / NANOS_PER_MILLI / runs,
        greatest / NANOS_PER_MILLI,
        millis);
  }
}
