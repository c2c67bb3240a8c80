package dev.octet.debug;

import dev.octet.debug.Suspect.Feed;
import dev.octet.op.NormPart;
import java.util.Optional;

/**
 * The root by which a layer is normalized, taken of integers: variances range over orders of
 * magnitude, and the reciprocal of a small one is far off when it is rounded to the steps that hold
 * the largest. Rounding v costs {@code step² / 48 v²} of the energy of {@code 1 / √v}.
 */
final class WideNormalizationInput implements FindingRule {
  @Override
  public String name() {
    return "WideNormalizationInput";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    boolean isRoot =
        layer.row() != null
            && layer.row().normPart().apply(layer.place().original()) == NormPart.ROOT;
    Feed variance = layer.feeds().isEmpty() ? null : layer.feeds().getFirst();
    Float scale = variance == null ? null : variance.scale();
    if (!isRoot || variance == null || scale == null) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(variance.statistics().channels());
    double least = least(variance.statistics().channels());
    double relative = scale / Math.max(least, scale / 2);
    double damage = Math.min(1, relative * relative / 48);
    if (!Suspect.isNotable(damage, 0)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("step", scale)
                .with("smallest", least)
                .with("smallest_steps", least / scale)
                .with("widest_range", widths.widest()),
            "Variances from %s to %s share steps of %s: the smallest is %s steps, and its root is taken of what rounding leaves."
                .formatted(
                    Numbers.text(least),
                    Numbers.text(widths.widest()),
                    Numbers.text(scale),
                    Numbers.text(least / scale)),
            "quantize with Octet's mode int8, which keeps roots of squares float",
            Fixes.deny(layer),
            Fixes.PERCENTILE));
  }

  private static double least(ChannelStatistics channels) {
    double least = Double.POSITIVE_INFINITY;
    for (float min : channels.min()) {
      least = Math.min(least, min);
    }
    return Math.max(0, least);
  }
}
