package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import java.util.Optional;

/**
 * Samples unlike those of calibration, seen where they enter: they go beyond the range that was
 * found then, or use little of it, such as pixels that were scaled in one place and not in the
 * other.
 */
final class UnlikeCalibrationData implements FindingRule {
  @Override
  public String name() {
    return "UnlikeCalibrationData";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    if (!layer.isInput() || quantization == null) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(layer.channels());
    double span = layer.steps() * quantization.scale();
    double beyond = Clipping.damage(layer);
    double coarse = layer.share(widths.rounding(quantization.scale()));
    double fitted = layer.share(widths.rounding(widths.widest() / layer.steps()));
    boolean goesBeyond = Suspect.isNotable(beyond, 0);
    if (!goesBeyond && !Suspect.isNotable(coarse, fitted)) {
      return Optional.empty();
    }
    var evidence =
        new Evidence()
            .with("calibrated_range", span)
            .with("range", widths.widest())
            .with("saturated", layer.statistics().likeness().saturated());
    String what =
        goesBeyond
            ? "%s of this input is beyond the range that calibration saw, and is cut off."
                .formatted(Numbers.percent(layer.statistics().likeness().saturated()))
            : "Calibration saw a range of %s for this input, these samples only span %s of it."
                .formatted(Numbers.text(span), Numbers.text(widths.widest()));
    return Optional.of(
        layer.finding(
            this,
            Math.max(goesBeyond ? beyond : 0, coarse),
            evidence,
            what,
            Fixes.LIKE_USE,
            "look whether both sets were prepared alike: the same --normalize, the same scale"));
  }
}
