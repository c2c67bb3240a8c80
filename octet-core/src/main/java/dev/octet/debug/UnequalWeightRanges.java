package dev.octet.debug;

import java.util.Optional;

/**
 * Weights that share a scale though their sizes differ much: all channels in one scale, or, in a
 * scale for each output channel, the weights of loud inputs, which are small, beside those of quiet
 * ones, which are large.
 */
final class UnequalWeightRanges implements FindingRule {
  @Override
  public String name() {
    return "UnequalWeightRanges";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerWeights weights = layer.weights();
    return weights == null
        ? Optional.empty()
        : outputs(layer, weights).or(() -> inputs(layer, weights));
  }

  private Optional<Finding> outputs(Suspect layer, LayerWeights weights) {
    double shared = WeightNoise.of(layer, weights, weights::step);
    double apart = WeightNoise.of(layer, weights, weights::ownStep);
    double damage = Math.min(shared, layer.statistics().damage());
    if (weights.steps().length > 1
        || !Suspect.isNotable(damage, 0)
        || !Suspect.isNotable(shared, apart)) {
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

  private Optional<Finding> inputs(Suspect layer, LayerWeights weights) {
    double heard = WeightNoise.heard(layer, weights, weights::step);
    double even = WeightNoise.of(layer, weights, weights::step);
    double damage = Math.min(heard, layer.statistics().damage());
    if (!Suspect.isNotable(damage, 0) || !Suspect.isNotable(heard, even)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("weight_noise", heard)
                .with("weight_noise_if_equal", even)
                .with("bits", weights.bits()),
            "The inputs of this layer differ much in size, and its weights make up for it: those of"
                + " the loud inputs are small, and get few of the steps that the weights of the"
                + " quiet ones set.",
            Fixes.EQUALIZE,
            "--improve round-weights: rounds so that the layer's output stays close",
            Fixes.deny(layer)));
  }
}
