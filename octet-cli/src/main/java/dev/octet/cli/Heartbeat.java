package dev.octet.cli;

import java.time.Duration;

/** Shows that work goes on which cannot tell how far it is: seconds on the progress bar. */
final class Heartbeat implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(250);

  private final Thread thread;

  /**
   * Starts to beat.
   *
   * @param stage what is being done, such as {@code converting}
   */
  Heartbeat(Progress progress, String stage) {
    this.thread =
        Thread.ofPlatform().daemon().name("octet-heartbeat").start(() -> beat(progress, stage));
  }

  private static void beat(Progress progress, String stage) {
    long start = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(BEAT);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        progress.update(stage, time.toSeconds(), Progress.UNKNOWN);
      }
    } catch (InterruptedException e) {
      // the work is done
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
