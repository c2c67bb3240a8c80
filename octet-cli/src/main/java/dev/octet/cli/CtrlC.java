package dev.octet.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a job end properly when the user has had enough: the process waits until it has told what it
 * found, for half a minute at most.
 */
final class CtrlC implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Runnable flush;
  private final Thread hook;

  /**
   * From now on.
   *
   * @param stop tells the job to end soon
   * @param flush done once it has
   */
  CtrlC(Runnable stop, Runnable flush) {
    this.flush = flush;
    this.hook =
        Thread.ofPlatform()
            .name("octet-ctrl-c")
            .unstarted(
                () -> {
                  stop.run();
                  waitForEnd();
                });
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void waitForEnd() {
    try {
      var _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    flush.run();
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it is running
    }
  }
}
