package dev.octet.calibrate;

import java.util.Arrays;

/**
 * Lets each sample pass each station behind the sample before it, whatever thread it is on: what is
 * summed at a station is summed in the same order every time, while others work at other stations.
 */
final class Relay {
  private final long[] next;
  private boolean broken;

  /** For samples 0, 1, … which all pass all of these stations. */
  Relay(int stations) {
    next = new long[stations];
  }

  /**
   * Waits for the sample's turn at a station.
   *
   * @return false if it will never come, for another sample failed
   */
  synchronized boolean await(int station, long sample) {
    while (next[station] != sample && !broken) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        broken = true;
      }
    }
    return !broken;
  }

  /** Lets the next sample in. */
  synchronized void pass(int station) {
    next[station]++;
    notifyAll();
  }

  /** Says that a sample failed. */
  synchronized void fail() {
    broken = true;
    notifyAll();
  }

  @Override
  public synchronized String toString() {
    return Arrays.toString(next);
  }
}
