package dev.octet.cli;

import dev.octet.tune.Deadline;
import dev.octet.tune.Measure;
import dev.octet.tune.Metric;
import dev.octet.tune.Pulse;
import dev.octet.tune.Step;
import dev.octet.tune.Watcher;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells on standard error what a search is trying, what came of it, and how long it may go on. */
final class TuneWatcher implements Watcher {
  private static final int STEP = 10;

  private final Session session;
  private final Progress progress;
  private final Deadline deadline;
  private @Nullable Metric metric;
  private String trying = "";

  TuneWatcher(Session session, Progress progress, Deadline deadline) {
    this.session = session;
    this.progress = progress;
    this.deadline = deadline;
  }

  /** Says what is measured, from now on. */
  void measures(Metric newMetric) {
    metric = newMetric;
  }

  @Override
  public synchronized void trying(String what) {
    trying = what + ": ";
  }

  @Override
  public void reference(Measure measure) {
    line("float", measure, "");
  }

  @Override
  public void step(Step step) {
    String verdict = step.verdict().text() + (step.remembered() ? ", known from --state" : "");
    line(step.what(), step.trial().measure(), verdict);
  }

  private void line(String what, @Nullable Measure measure, String verdict) {
    Metric measured = metric;
    String value =
        measure == null || measured == null
            ? ""
            : ": %s %s, %s"
                .formatted(
                    measured.name(),
                    TuneSummary.value(measured, measure.metric()),
                    Numbers.bytes(measure.bytes()));
    progress.close();
    session.tell(what + value + (verdict.isEmpty() ? "" : ", " + verdict));
  }

  @Override
  public void beat(String stage, long done, long total) {
    // not by the second: a bar with another text is another bar
    Duration left = Duration.ofSeconds(deadline.remaining().toSeconds() / STEP * STEP);
    String minutes = "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    progress.update("%s left, %s%s".formatted(minutes, trying(), stage), done, total);
  }

  private synchronized String trying() {
    return trying;
  }

  /** What goes on after the search is over. */
  Pulse afterwards() {
    return (stage, done, total) -> progress.update("writing: " + stage, done, total);
  }
}
