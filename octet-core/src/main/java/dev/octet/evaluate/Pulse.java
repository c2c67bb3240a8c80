package dev.octet.evaluate;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * Tells now and then how many samples are done: telling of each would cost as much as a tiny model.
 */
final class Pulse {
  private static final int AT_ONCE = 16;

  private final AtomicLong all;
  private final LongConsumer progress;
  private int some;

  /**
   * A pulse of one thread.
   *
   * @param all how many are done by all threads
   */
  Pulse(AtomicLong all, LongConsumer progress) {
    this.all = all;
    this.progress = progress;
  }

  /** One more is done. */
  void done() {
    some++;
    if (some == AT_ONCE) {
      tell();
    }
  }

  /** No more will come. */
  void end() {
    if (some > 0) {
      tell();
    }
  }

  private void tell() {
    progress.accept(all.addAndGet(some));
    some = 0;
  }
}
