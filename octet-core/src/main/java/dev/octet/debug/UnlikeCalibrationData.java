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
    double calibrated = layer.steps() * quantization.scale();
    double span = layer.channels().span();
    double beyond = Clipping.damage(layer);
    boolean goesBeyond = Suspect.isNotable(beyond, 0);
    double coarse = layer.share(new ChannelWidths(layer.channels()).rounding(quantization.scale()));
    boolean isCoarse = isNarrow(layer) && Suspect.isNotable(coarse, 0);
    if (!goesBeyond && !isCoarse) {
      return Optional.empty();
    }
    double saturated = layer.statistics().likeness().saturated();
    var evidence =
        new Evidence()
            .with("calibrated_range", calibrated)
            .with("range", span)
            .with("saturated", saturated);
    String what =
        goesBeyond
            ? "%s of this input is beyond the range that calibration found for it, and is cut off."
                .formatted(Numbers.percent(saturated))
            : "Calibration saw a range of %s for this input, these samples only span %s of it."
                .formatted(Numbers.text(calibrated), Numbers.text(span));
    return Optional.of(
        layer.finding(
            this,
            Math.max(beyond, isCoarse ? coarse : 0),
            evidence,
            what,
            Fixes.LIKE_USE,
            Fixes.MIN_MAX,
            "look whether both sets were prepared alike: the same --normalize, the same scale"));
  }

  /** Whether less than half of the integers of an input are used. */
  static boolean isNarrow(Suspect layer) {
    PerTensor quantization = layer.quantization();
    return quantization != null
        && layer.channels().span() < layer.steps() * quantization.scale() / 2;
  }
}
