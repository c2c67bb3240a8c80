package dev.octet.bench;

/** What runs in turns with others. */
interface Racer {
  /**
   * Gets ready for a block of runs: writes the inputs, resets the state. Not timed.
   *
   * @param block counts from 0
   */
  void ready(long block);

  /** One run. */
  void run();
}
