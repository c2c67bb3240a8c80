package dev.octet.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reader of the numbers should know. */
final class Remarks {
  /** A run should take so many times what the timer can tell apart. */
  private static final int TICKS = 20;

  /** On a quiet machine one run in ten does not take so many times as long as half of them. */
  private static final double NOISY = 1.5;

  private static final double NANOS_PER_MILLI = 1e6;

  private Remarks() {}

  static List<String> on(List<Measurement> measurements, BenchOptions options) {
    var notes = new ArrayList<String>();
    int cores = Runtime.getRuntime().availableProcessors();
    for (int threads : options.threads()) {
      if (threads > cores) {
        notes.add(
            "%d threads are more than the %d cores of this machine".formatted(threads, cores));
      }
    }
    double tick = timerNanos() / NANOS_PER_MILLI;
    for (Measurement m : measurements) {
      String which = which(m);
      if (m.fellBack()) {
        notes.add(which + ": XNNPACK cannot run this model, LiteRT's own kernels did");
      }
      if (m.latency().runs() < options.runs()) {
        notes.add(
            which + ": the time was up after " + m.latency().runs() + " runs; see --max-seconds");
      }
      if (m.latency().median() < TICKS * tick) {
        notes.add(which + ": a run is hardly longer than what the timer can tell");
      }
      if (m.latency().p90() > NOISY * m.latency().median()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s: one run in ten took %.1f times the median: is something else running?",
                which,
                m.latency().p90() / m.latency().median()));
      }
    }
    return notes;
  }

  private static String which(Measurement m) {
    return "%s, %d %s, %s"
        .formatted(
            m.file(), m.threads(), m.threads() == 1 ? "thread" : "threads", m.kernels().text());
  }

  /** The least step of the timer above zero, of some. */
  static long timerNanos() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 1000; i++) {
      long before = System.nanoTime();
      long after = System.nanoTime();
      while (after == before) {
        after = System.nanoTime();
      }
      least = Math.min(least, after - before);
    }
    return least;
  }
}
