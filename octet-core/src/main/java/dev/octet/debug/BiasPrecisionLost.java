package dev.octet.debug;

import java.util.Optional;

/**
 * A bias in steps that are coarse for what the layer makes: its step is input scale × weight scale,
 * which is large where both are, though the output is small.
 */
final class BiasPrecisionLost implements FindingRule {
  @Override
  public String name() {
    return "BiasPrecisionLost";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerBias bias = layer.bias();
    ChannelStatistics channels = layer.channels();
    if (bias == null || bias.values().length != channels.count()) {
      return Optional.empty();
    }
    var noise = new double[channels.count()];
    double coarsest = 0;
    int lost = 0;
    for (int c = 0; c < noise.length; c++) {
      double value = bias.values()[c];
      double step = bias.step(c);
      noise[c] = Math.min(step * step / 12, value * value);
      coarsest = Math.max(coarsest, step);
      lost += value != 0 && Math.abs(value) < step / 2 ? 1 : 0;
    }
    double damage = Math.min(layer.share(noise), layer.statistics().damage());
    if (!Suspect.isNotable(damage, 0)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("largest_step", coarsest)
                .with("rounded_to_zero", lost)
                .with("channels", channels.count()),
            "The bias is kept in steps of up to %s, coarse for what this layer gives; %d of %d channels lose it altogether."
                .formatted(Numbers.text(coarsest), lost, channels.count()),
            "make the range of the layer's input smaller: " + Fixes.PERCENTILE,
            Fixes.EQUALIZE,
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }
}
