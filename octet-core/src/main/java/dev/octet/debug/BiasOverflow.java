package dev.octet.debug;

import java.util.Optional;

/**
 * A bias that is too large for its integers, whose step is input scale × weight scale: a channel of
 * tiny weights with a real bias. Octet widens the weight scale of such a channel until the bias
 * fits, at the weights' cost; other tools cut the bias off.
 */
final class BiasOverflow implements FindingRule {
  /** From there a scale is no longer the rounding of the largest weight. */
  private static final double WIDENED = 1.05;

  @Override
  public String name() {
    return "BiasOverflow";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerWeights weights = layer.weights();
    LayerBias bias = layer.bias();
    if (weights == null || bias == null || bias.values().length != weights.channels()) {
      return Optional.empty();
    }
    int widened = 0;
    int cut = 0;
    double most = 1;
    for (int c = 0; c < weights.channels(); c++) {
      double factor = weights.step(c) / weights.ownStep(c);
      boolean wider =
          weights.steps().length > 1
              && Double.isFinite(factor)
              && factor > WIDENED
              && isLarge(bias, c);
      widened += wider ? 1 : 0;
      most = wider ? Math.max(most, factor) : most;
      cut += bias.isAtEnd()[c] ? 1 : 0;
    }
    return widened + cut == 0
        ? Optional.empty()
        : Optional.of(finding(layer, weights, widened, cut, most));
  }

  /** Half the range of int32, or what Octet makes of int64: the widening stops there. */
  private static boolean isLarge(LayerBias bias, int channel) {
    return Math.abs(bias.values()[channel]) / bias.step(channel) > Integer.MAX_VALUE / 4.0;
  }

  private Finding finding(Suspect layer, LayerWeights weights, int widened, int cut, double most) {
    double rounding = WeightNoise.of(layer, weights, weights::step);
    double damage =
        cut > 0 ? layer.statistics().damage() : Math.min(rounding, layer.statistics().damage());
    var evidence =
        new Evidence()
            .with("channels", weights.channels())
            .with("widened", widened)
            .with("largest_factor", most)
            .with("cut_off", cut);
    String what =
        cut > 0
            ? "The bias of %d channels is too large for 32 bits and was cut off.".formatted(cut)
            : "The bias of %d channels would not fit; to make room their weights got steps up to %s times as wide."
                .formatted(widened, Numbers.text(most));
    return layer.finding(
        this,
        damage,
        evidence,
        what,
        cut > 0 ? "quantize with Octet, which widens the scale instead" : Fixes.EQUALIZE,
        "--improve absorb-high-bias",
        Fixes.deny(layer));
  }
}
