package dev.octet.cli;

import dev.octet.WeightQuantization;
import java.time.Duration;

/** Makes the weights of a frozen graph smaller and sums up what became of them. */
final class QuantizeWeightsJob implements Job<QuantizeWeightsOptions> {
  @Override
  public void run(QuantizeWeightsOptions options, Session session) {
    long start = System.nanoTime();
    WeightQuantization quantization;
    try (Progress progress = session.progress();
        var _ = new Heartbeat(progress, "quantizing")) {
      quantization = WeightQuantization.of(options.graph(), options.settings());
      quantization.write(options.output());
    }
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(
        QuantizeWeightsSummary.of(quantization, options.output(), time, session.verbose()));
  }
}
