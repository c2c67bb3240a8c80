package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import dev.octet.op.Constraint;
import java.util.Optional;

/**
 * An op whose integer kernel writes with a scale of its own, whatever the values: 1/256 for
 * probabilities, say, where a softmax over a thousand places only gives a thousandth to each.
 */
final class FixedScaleDoesNotFit implements FindingRule {
  @Override
  public String name() {
    return "FixedScaleDoesNotFit";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    if (quantization == null || !layer.is(Constraint.FIXED_OUTPUT)) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(layer.channels());
    double coarse = layer.share(widths.rounding(quantization.scale()));
    double fitted = layer.share(widths.rounding(widths.widest() / layer.steps()));
    double beyond = Clipping.damage(layer);
    boolean isCoarse = Suspect.isNotable(coarse, fitted);
    if (!isCoarse && !Suspect.isNotable(beyond, 0)) {
      return Optional.empty();
    }
    double steps = widths.widest() / quantization.scale();
    String what =
        isCoarse
            ? "The scale of this op is fixed at %s; the values only reach %s, which is %s steps."
                .formatted(
                    Numbers.text(quantization.scale()),
                    Numbers.text(widths.widest()),
                    Numbers.text(steps))
            : "The range of this op is fixed, and %s of the values are beyond it."
                .formatted(Numbers.percent(layer.statistics().likeness().saturated()));
    return Optional.of(
        layer.finding(
            this,
            Math.max(isCoarse ? coarse : 0, beyond),
            new Evidence()
                .with("scale", quantization.scale())
                .with("largest", widths.widest())
                .with("steps", steps)
                .with("saturated", layer.statistics().likeness().saturated()),
            what,
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }
}
