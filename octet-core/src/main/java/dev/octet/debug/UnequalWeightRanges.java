package dev.octet.debug;

import java.util.Optional;

/** Weights with one scale for all channels, whose sizes differ much. */
final class UnequalWeightRanges implements FindingRule {
  @Override
  public String name() {
    return "UnequalWeightRanges";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerWeights weights = layer.weights();
    if (weights == null || weights.steps().length > 1) {
      return Optional.empty();
    }
    double shared = WeightNoise.of(layer, weights, weights::step);
    double apart = WeightNoise.of(layer, weights, weights::ownStep);
    double damage = Math.min(shared, layer.statistics().damage());
    if (!Suspect.isNotable(damage, apart)) {
      return Optional.empty();
    }
    double widest = 0;
    double narrowest = Double.POSITIVE_INFINITY;
    for (float largest : weights.largest()) {
      widest = Math.max(widest, largest);
      narrowest = largest > 0 ? Math.min(narrowest, largest) : narrowest;
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("largest_weight", widest)
                .with("smallest_channel", narrowest)
                .with("step", weights.step(0)),
            "All weights share one scale, made for the largest, %s; in one channel they only reach %s, or %s steps."
                .formatted(
                    Numbers.text(widest),
                    Numbers.text(narrowest),
                    Numbers.text(narrowest / weights.step(0))),
            "quantize without --per-tensor: a scale for each channel",
            Fixes.EQUALIZE,
            Fixes.deny(layer)));
  }
}
