package dev.octet.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.function.LongSupplier;

/**
 * Runs racers in turns: in each round each of them takes a block of runs, in random order. Ends
 * when all have run often and long enough, or for too long.
 */
final class Race {
  /** In so many rounds the least time is up. */
  private static final int ROUNDS = 20;

  /** How many times are kept of a racer. */
  private static final int ROOM = 10_000;

  /** So many blocks in a row that are no quicker show that a racer is warm. */
  private static final int CALM = 3;

  private static final Duration SHORTEST_BLOCK = Duration.ofMillis(10);

  private final BenchOptions options;
  private final LongSupplier clock;
  private final Random random;
  private final long block;

  /** A race; the clock tells nanoseconds. */
  Race(BenchOptions options, LongSupplier clock) {
    this.options = options;
    this.clock = clock;
    this.random = new Random(options.reading().seed());
    this.block = Math.max(SHORTEST_BLOCK.toNanos(), options.least().toNanos() / ROUNDS);
  }

  /**
   * What came of a racer.
   *
   * @param times of its runs
   * @param rounds the median time of each block, in nanoseconds
   */
  record Result(Times times, List<Double> rounds) {}

  /**
   * Runs a race.
   *
   * @param part told after each block which part of the race is over, from 0 to 1
   */
  List<Result> run(List<? extends Racer> racers, DoubleConsumer part) {
    racers.forEach(this::warmUp);
    var lanes = new ArrayList<Lane>();
    racers.forEach(racer -> lanes.add(new Lane(racer)));
    var order = new ArrayList<>(lanes);
    long start = clock.getAsLong();
    long most = options.most().toNanos() * lanes.size();
    do {
      Collections.shuffle(order, random);
      for (Lane lane : order) {
        lane.block();
        part.accept(done(lanes, clock.getAsLong() - start, most));
      }
    } while (done(lanes, clock.getAsLong() - start, most) < 1);
    return lanes.stream().map(Lane::result).toList();
  }

  private double done(List<Lane> lanes, long elapsed, long most) {
    double slowest = lanes.stream().mapToDouble(Lane::done).min().orElse(1);
    return Math.clamp(Math.max(slowest, (double) elapsed / most), 0, 1);
  }

  /** Runs until blocks get no quicker: caches and clocks are warm, Java's code is compiled. */
  private void warmUp(Racer racer) {
    racer.ready(0);
    long start = clock.getAsLong();
    long least = Math.max(options.least().toNanos(), block);
    int runs = 0;
    int calm = 0;
    double best = Double.MAX_VALUE;
    while (!isWarm(runs, calm, clock.getAsLong() - start, least)) {
      long begin = clock.getAsLong();
      int before = runs;
      long time;
      do {
        racer.run();
        runs++;
        time = clock.getAsLong() - begin;
      } while (time < block);
      double mean = (double) time / (runs - before);
      calm = mean < 0.98 * best ? 0 : calm + 1;
      best = Math.min(best, mean);
    }
  }

  private boolean isWarm(int runs, int calm, long elapsed, long least) {
    return elapsed >= options.most().toNanos()
        || (runs >= options.warmup() && (calm >= CALM || elapsed >= least));
  }

  /** A racer in its race. */
  private final class Lane {
    private final Racer racer;
    private final Times times = new Times(ROOM);
    private final List<Double> rounds = new ArrayList<>();

    Lane(Racer racer) {
      this.racer = racer;
    }

    /** Which part of what is asked for has been done. */
    double done() {
      long least = options.least().toNanos();
      return Math.min(
          (double) times.runs() / options.runs(), least == 0 ? 1 : (double) times.total() / least);
    }

    void block() {
      racer.ready(rounds.size());
      if (!rounds.isEmpty() && rounds.getLast() * 4 < block) {
        racer.run(); // what ran before has left its own data in the caches
      }
      var own = new Times(ROOM);
      long begin = clock.getAsLong();
      long end;
      do {
        long before = clock.getAsLong();
        racer.run();
        end = clock.getAsLong();
        times.add(end - before);
        own.add(end - before);
      } while (end - begin < block);
      rounds.add(own.medianNanos());
    }

    Result result() {
      return new Result(times, rounds);
    }
  }
}
