package dev.octet.debug;

import dev.octet.debug.Suspect.Feed;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.op.Constraint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An op that gives all its tensors one scale, of which one is much smaller than the others: an
 * input of a concatenation, the result of an average.
 */
final class SharedScaleDoesNotFit implements FindingRule {
  @Override
  public String name() {
    return "SharedScaleDoesNotFit";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    if (quantization == null) {
      return Optional.empty();
    }
    if (layer.is(Constraint.OUTPUT_LIKE_INPUT)) {
      Feed self = new Feed(layer.statistics(), layer.importance(), quantization.scale());
      return loss(layer, self, "result", "input");
    }
    return layer.is(Constraint.INPUTS_LIKE_OUTPUT) ? worstInput(layer) : Optional.empty();
  }

  private Optional<Finding> worstInput(Suspect layer) {
    Finding worst = null;
    for (int i = 0; i < layer.feeds().size(); i++) {
      Feed feed = layer.feeds().get(i);
      Finding found = feed == null ? null : loss(layer, feed, "input " + i, "output").orElse(null);
      worst = worse(worst, found);
    }
    return Optional.ofNullable(worst);
  }

  private static @Nullable Finding worse(@Nullable Finding one, @Nullable Finding other) {
    return one == null || (other != null && other.damage() > one.damage()) ? other : one;
  }

  private Optional<Finding> loss(Suspect layer, Feed feed, String small, String large) {
    Float scale = feed.scale();
    if (scale == null) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(feed.statistics().channels());
    double damage = feed.share(widths.rounding(scale));
    double own = feed.share(widths.rounding(widths.widest() / layer.steps()));
    if (!Suspect.isNotable(damage, own)) {
      return Optional.empty();
    }
    double steps = widths.widest() / scale;
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("scale", scale)
                .with("range", widths.widest())
                .with("steps", steps)
                .with("shared_range", scale * layer.steps()),
            "This op keeps its %s in the scale of its %s, a range of %s; it only spans %s itself, or %s steps."
                .formatted(
                    small,
                    large,
                    Numbers.text(scale * layer.steps()),
                    Numbers.text(widths.widest()),
                    Numbers.text(steps)),
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer),
            "scale the smaller tensor up in the float model, and what reads it down"));
  }
}
