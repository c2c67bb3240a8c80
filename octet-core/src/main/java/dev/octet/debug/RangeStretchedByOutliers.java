package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import java.util.Optional;

/**
 * A scale made for a few extreme values: most of the integers are never used, and nearly all values
 * share the rest. Judged by the rounding error of the scale against that of a scale for what lies
 * within a fair distance (see {@link ChannelWidths}).
 */
final class RangeStretchedByOutliers implements FindingRule {
  @Override
  public String name() {
    return "RangeStretchedByOutliers";
  }

  @Override
  public boolean isAboutRanges() {
    return true;
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    if (quantization == null || !layer.hasOwnScale() || isUnlike(layer)) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(layer.channels());
    double span = layer.steps() * quantization.scale();
    double damage = lost(layer, widths, quantization.scale());
    double fitted = lost(layer, widths, widths.widest() / layer.steps());
    if (!Suspect.isNotable(damage, fitted)) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("range", span)
                .with("range_without_outliers", widths.widest())
                .with("scale", quantization.scale())
                .with("steps_left", widths.widest() / quantization.scale()),
            "The scale covers a range of %s because of a few extreme values; without them it would be %s: all but those few share %s of %s steps."
                .formatted(
                    Numbers.text(span),
                    Numbers.text(widths.widest()),
                    Numbers.text(widths.widest() / quantization.scale()),
                    Numbers.text(layer.steps())),
            Fixes.PERCENTILE,
            "look at the calibration samples: one that is broken stretches all ranges",
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }

  /** Of all but the extreme values, which would hide what the others lose. */
  private static double lost(Suspect layer, ChannelWidths widths, double step) {
    return Damage.of(widths.rounding(step), widths.bulk(), layer.importance());
  }

  /** That is another matter: {@link UnlikeCalibrationData}. */
  private static boolean isUnlike(Suspect layer) {
    return layer.isInput() && UnlikeCalibrationData.isNarrow(layer);
  }
}
