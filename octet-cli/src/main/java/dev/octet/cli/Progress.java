package dev.octet.cli;

import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Tells on standard error how far a long job is: nothing in its first second, then a bar on a
 * terminal, or elsewhere (a log) one line every ten seconds. Threads may share it.
 */
final class Progress implements AutoCloseable {
  /** For a total that is not known. */
  static final long UNKNOWN = -1;

  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();
  private static final long LOG_INTERVAL = Duration.ofSeconds(10).toNanos();

  private final Terminal terminal;
  private final boolean quiet;
  private final LongSupplier clock;
  private final long start;
  private long lastLine;
  private String stage = "";
  private String timed = "";
  private long stageStart;
  private @Nullable ProgressBar bar;
  private @Nullable OneLine line;

  /**
   * Starts the first second.
   *
   * @param quiet whether to say nothing at all
   * @param clock nanoseconds, as {@link System#nanoTime()}
   */
  Progress(Terminal terminal, boolean quiet, LongSupplier clock) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.clock = clock;
    this.start = clock.getAsLong();
    this.lastLine = start;
  }

  /**
   * Tells how far a stage is.
   *
   * @param newStage what is being done, such as {@code calibrating}
   * @param done how many of {@code total} are done
   * @param total how many there are, or {@link #UNKNOWN}
   */
  synchronized void update(String newStage, long done, long total) {
    long now = clock.getAsLong();
    if (!newStage.equals(timed)) {
      timed = newStage;
      stageStart = now;
    }
    if (quiet || now - start < PATIENCE) {
      return;
    }
    if (terminal.errIsTerminal()) {
      draw(newStage, done, total);
    } else if (now - lastLine >= LOG_INTERVAL) {
      lastLine = now;
      String of = total == UNKNOWN ? "" : "/" + total;
      terminal.err().printf("octet: %s %d%s%s%n", newStage, done, of, left(now, done, total));
    }
  }

  /** The bar tells how long it will take; so does a line. */
  private String left(long now, long done, long total) {
    if (done <= 0 || total < done) {
      return "";
    }
    long seconds = Duration.ofNanos((now - stageStart) / done * (total - done)).toSeconds();
    return seconds < 120
        ? ", about %d s left".formatted(seconds)
        : ", about %d min left".formatted(seconds / 60);
  }

  private void draw(String newStage, long done, long total) {
    ProgressBar shown = bar;
    if (shown == null || !newStage.equals(stage)) {
      close();
      stage = newStage;
      line = new OneLine(terminal);
      shown =
          new ProgressBarBuilder()
              .setTaskName(newStage)
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(line)
              .clearDisplayOnFinish()
              .build();
      shown.stepTo(done).refresh(); // its own timer draws it from now on
      bar = shown;
    }
    shown.stepTo(done);
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (line != null) {
      line.clear(); // a bar whose timer never came does not
      line = null;
    }
  }

  /**
   * Draws over one line and leaves it empty; the library's own leaves an empty line behind. What
   * the library's timer still draws when all is over is not drawn.
   */
  private static final class OneLine implements ProgressBarConsumer {
    private final Terminal terminal;
    private boolean over;

    OneLine(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public int getMaxRenderedLength() {
      return terminal.columns() - 1;
    }

    @Override
    public synchronized void accept(String rendered) {
      if (!over) {
        terminal.err().print("\r" + rendered);
      }
    }

    @Override
    public synchronized void clear() {
      if (!over) {
        terminal.err().print("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
        over = true;
      }
    }

    @Override
    public void close() {
      terminal.err().flush();
    }
  }
}
