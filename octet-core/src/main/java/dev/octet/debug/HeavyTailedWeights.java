package dev.octet.debug;

import java.util.Optional;

/**
 * A few weights that are much larger than the others of their channel: they set its scale, and the
 * others have few steps. Normally distributed weights are within 6 times the root of their mean
 * square.
 */
final class HeavyTailedWeights implements FindingRule {
  /** How far weights may reach, in roots of the mean square, for their scale to be a good one. */
  private static final double REACH = 8;

  @Override
  public String name() {
    return "HeavyTailedWeights";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerWeights weights = layer.weights();
    if (weights == null || weights.channels() == 0) {
      return Optional.empty();
    }
    double tail = WeightNoise.of(layer, weights, weights::ownStep);
    double trimmed = WeightNoise.of(layer, weights, c -> trimmedStep(weights, c));
    double damage = Math.min(tail, layer.statistics().damage());
    if (!Suspect.isNotable(damage, 0) || !Suspect.isNotable(tail, trimmed)) {
      return Optional.empty();
    }
    int worst = 0;
    for (int c = 0; c < weights.channels(); c++) {
      worst = reach(weights, c) > reach(weights, worst) ? c : worst;
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("channel", worst)
                .with("largest", weights.largest()[worst])
                .with("root_mean_square", weights.rms(worst))
                .with("largest_over_rms", reach(weights, worst)),
            "A few weights are much larger than the rest (%s, where most are near %s): the steps that hold them are coarse for all others."
                .formatted(
                    Numbers.text(weights.largest()[worst]), Numbers.text(weights.rms(worst))),
            "--improve clip-weights: the scale with the least squared error",
            "--improve round-weights: rounds so that the layer's output stays close",
            Fixes.deny(layer)));
  }

  private static double reach(LayerWeights weights, int channel) {
    double rms = weights.rms(channel);
    return rms > 0 ? weights.largest()[channel] / rms : 0;
  }

  private static double trimmedStep(LayerWeights weights, int channel) {
    double reach = reach(weights, channel);
    return weights.ownStep(channel) * (reach > REACH ? REACH / reach : 1);
  }
}
