package dev.octet.bench;

/** Told how far a benchmark is, and may throw to end it. */
@FunctionalInterface
public interface Watcher {
  /**
   * Hears of progress.
   *
   * @param part of the timed runs that is done, from 0 to 1; it may come to 1 a little before all
   *     is over
   */
  void at(double part);
}
