package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Likeness;
import dev.octet.op.Constraint;
import java.util.Optional;

/** Values beyond the range of the integers: they are all the same greatest or least one. */
final class SaturatedActivations implements FindingRule {
  /** Elements: from here on it is worth a note even where it costs little. */
  private static final double MANY = 0.01;

  @Override
  public String name() {
    return "SaturatedActivations";
  }

  @Override
  public boolean isAboutRanges() {
    return true;
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    Likeness likeness = layer.statistics().likeness();
    double damage = Clipping.damage(layer);
    boolean bounded = layer.is(Constraint.FIXED_OUTPUT) || layer.isInput();
    boolean tells = Suspect.isNotable(damage, 0) || likeness.saturated() >= MANY;
    if (layer.quantization() == null || bounded || !tells) {
      return Optional.empty();
    }
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("saturated", likeness.saturated())
                .with("share_of_error", likeness.clipping())
                .with("range", layer.statistics().range()),
            "%s of the values are beyond the range that the integers cover and become its end; that makes %s of this layer's error."
                .formatted(
                    Numbers.percent(likeness.saturated()), Numbers.percent(likeness.clipping())),
            Fixes.MIN_MAX,
            Fixes.LIKE_USE,
            Fixes.deny(layer)));
  }
}
