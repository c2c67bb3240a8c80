package dev.octet.tune;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a search: when its time is up, or when it is told to stop. Threads may share it. */
public final class Deadline {
  private final LongSupplier clock;
  private final long start;
  private final Duration budget;
  private volatile boolean stopped;

  /** Ends work that goes on past the deadline. */
  static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Passed(String why) {
      super(why);
    }
  }

  /**
   * Starts to count.
   *
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  public Deadline(Duration budget, LongSupplier clock) {
    this.budget = budget;
    this.clock = clock;
    this.start = clock.getAsLong();
  }

  /** Ends the search at the next occasion. */
  public void stop() {
    stopped = true;
  }

  /** How long it has been. */
  public Duration elapsed() {
    return Duration.ofNanos(clock.getAsLong() - start);
  }

  /** What is left; not below zero. */
  public Duration remaining() {
    Duration left = budget.minus(elapsed());
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Throws once it is time. */
  void check() {
    if (stopped) {
      throw new Passed("stopped");
    }
    if (remaining().isZero()) {
      throw new Passed("out of time");
    }
  }
}
