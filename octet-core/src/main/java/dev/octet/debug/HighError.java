package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import java.util.Optional;

/**
 * An error that none of the other rules explains. Rounding to the nearest step makes an error of
 * {@code scale / √12}, so {@code RMSE/scale} is 0.289; beyond 0.7 there is another cause than the
 * rounding of the output. That alone says little about the damage.
 */
final class HighError implements FindingRule {
  private static final double SUSPECT = 0.7;

  /** With more than that the error of the weights is many steps of the output, and no harm. */
  private static final int BITS = 8;

  @Override
  public String name() {
    return "HighError";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    LayerStatistics statistics = layer.statistics();
    boolean coarse = layer.type().bits() <= BITS && statistics.rmseOverScale() > SUSPECT;
    double damage = statistics.damage();
    boolean isHarmless = Severity.of(damage) == Severity.INFO && !coarse;
    if (layer.isInput() || isHarmless || isRoundedForAnother(layer)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("rmse_over_scale", statistics.rmseOverScale())
                .with("sqnr_db", statistics.likeness().sqnr()),
            sentence(layer).formatted(Numbers.percent(damage)),
            Fixes.CORRECT_BIAS,
            "--improve round-weights: rounds so that the layer's output stays close",
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }

  /** Told where the scale comes from: {@link SharedScaleDoesNotFit}. */
  private static boolean isRoundedForAnother(Suspect layer) {
    PerTensor quantization = layer.quantization();
    if (quantization == null || !layer.isTied()) {
      return false;
    }
    double rounding =
        layer.share(new ChannelWidths(layer.channels()).rounding(quantization.scale()));
    return rounding >= layer.statistics().damage() / 2;
  }

  private static String sentence(Suspect layer) {
    return layer.quantization() == null
        ? "Integer weights make an error of %s of what this layer gives, and no single cause stands"
            + " out."
        : "The error of this layer is larger than the rounding of its output explains: %s of the"
            + " signal.";
  }
}
