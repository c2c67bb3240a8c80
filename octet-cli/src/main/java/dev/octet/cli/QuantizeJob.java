package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.cli.Calibrating.Calibrated;
import dev.octet.plan.Recipe;
import dev.octet.report.NodeOverlays;
import dev.octet.report.QuantizeReport;
import dev.octet.runtime.Engine;
import java.time.Duration;
import java.util.List;

/** Quantizes a model and sums up what became of it. */
final class QuantizeJob implements Job<QuantizeOptions> {
  @Override
  public void run(QuantizeOptions options, Session session) {
    long start = System.nanoTime();
    if (options.verification() != Verification.NONE) {
      Engine.preload(); // while the model is read
    }
    Octet loaded =
        options.requantize()
            ? Octet.loadAsFloat(options.model(), options.reading())
            : Octet.load(options.model(), options.reading());
    options.named().requireIn(loaded);
    var calibrating =
        new Calibrating(options.recipe(), options.calibration(), options.threads(), session);
    Calibrated calibrated = calibrating.run(loaded);
    Ranges ranges = calibrated.ranges();
    Recipe recipe =
        LayersToFree.recipe(
            options.floats(), options.recipe(), options.threads(), calibrated, session);
    Outcome outcome = calibrated.octet().quantize(recipe, ranges);
    List<String> untried =
        outcome.write(options.output(), options.verification(), options.threads());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    var summary =
        QuantizeSummary.of(outcome, options.output(), ranges, time, session.verbose())
            .withNotes(untried);
    session.explore(() -> NodeOverlays.schemes(outcome.model()));
    if (session.wantsReport()) {
      var seen = ValuesSeen.of(calibrated.octet(), calibrated.data(), options.threads(), session);
      session.report(made -> report(outcome, summary, seen).report(made));
    }
    session.print(summary);
  }

  private static QuantizeReport report(Outcome outcome, QuantizeSummary summary, ValuesSeen seen) {
    return new QuantizeReport(
        "%s: %s in %s"
            .formatted(
                ModelPaths.name(summary.output()),
                ModelPaths.name(summary.model()),
                summary.mode()),
        outcome.plan(),
        outcome.model(),
        new QuantizeReport.Sizes(summary.bytesBefore(), summary.bytesAfter()),
        summary.samples(),
        summary.notes(),
        seen.counts(),
        seen.samples());
  }
}
