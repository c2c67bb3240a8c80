package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.error.OctetException;
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
    Octet octet =
        options.requantize()
            ? Octet.loadAsFloat(options.model(), options.reading())
            : Octet.load(options.model(), options.reading());
    requireNamed(octet, options);
    var calibrating =
        new Calibrating(octet, options.recipe(), options.calibration(), options.threads());
    calibrating.requireRanges();
    Ranges ranges = calibrating.ranges(session);
    Outcome outcome = octet.quantize(options.recipe(), ranges);
    List<String> untried =
        outcome.write(options.output(), options.verification(), options.threads());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(
        QuantizeSummary.of(outcome, options.output(), ranges, time, session.verbose())
            .withNotes(untried));
  }

  private static void requireNamed(Octet octet, QuantizeOptions options) {
    try {
      options.named().requireIn(octet.model());
    } catch (OctetException e) {
      throw e.in(options.model().toString());
    }
  }
}
