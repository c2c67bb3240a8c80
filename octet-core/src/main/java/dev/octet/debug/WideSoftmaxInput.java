package dev.octet.debug;

import dev.octet.debug.Suspect.Feed;
import dev.octet.model.Attributes;
import dev.octet.model.Operation;
import java.util.Optional;

/**
 * Steps of a softmax's input that are so wide that one step changes the odds by much: scores with a
 * large range, or a mask that adds −10⁹. An error of δ in a score changes a probability p by the
 * factor e^δ, so rounding costs {@code step² / 12 × (1 − Σp²)} of the probabilities' energy.
 */
final class WideSoftmaxInput implements FindingRule {
  @Override
  public String name() {
    return "WideSoftmaxInput";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    Operation operation = layer.place().original().operation();
    Feed scores = layer.feeds().isEmpty() ? null : layer.feeds().getFirst();
    Float scale = scores == null ? null : scores.scale();
    if (scores == null || scale == null || !operation.is("SOFTMAX")) {
      return Optional.empty();
    }
    Attributes options = operation.options();
    double step = scale * (options == null ? 1 : options.real("beta", 1));
    double damage = Math.min(1, step * step / 12 * uncertainty(layer.channels()));
    if (!Suspect.isNotable(damage, 0)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence().with("step", step).with("odds_per_step", Math.exp(step)),
            "The scores that this softmax reads come in steps of %s: one step changes the odds %s times."
                .formatted(Numbers.text(step), Numbers.text(Math.exp(step))),
            "bound the scores in the float model: a mask of −100 does what one of −10⁹ does",
            Fixes.PERCENTILE,
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }

  /** 1 − Σp², on average: 0 where one place takes all. */
  private static double uncertainty(ChannelStatistics probabilities) {
    double energy = 0;
    for (double each : probabilities.energy()) {
      energy += each / Math.max(1, probabilities.elements());
    }
    return Double.isFinite(energy) ? Math.clamp(1 - energy, 0, 1) : 1;
  }
}
