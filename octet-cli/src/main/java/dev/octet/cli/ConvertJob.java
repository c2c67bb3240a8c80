package dev.octet.cli;

import dev.octet.Conversion;
import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.runtime.Engine;
import java.time.Duration;
import java.util.List;

/** Converts a model and sums up what became of it. */
final class ConvertJob implements Job<ConvertOptions> {
  @Override
  public void run(ConvertOptions options, Session session) {
    long start = System.nanoTime();
    if (options.verification() != Verification.NONE) {
      Engine.preload(); // while the model is read
    }
    Conversion conversion;
    List<String> untried;
    try (Progress progress = session.progress();
        var _ = new Heartbeat(progress, "converting")) {
      conversion = Octet.convert(options.model(), options.reading());
      untried = conversion.write(options.output(), options.verification(), options.threads());
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(ConvertSummary.of(conversion, options.output(), untried, time));
  }
}
