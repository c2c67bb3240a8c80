package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import dev.octet.op.Constraint;
import java.util.Optional;

/**
 * One scale for channels whose ranges differ much: those with small values have few steps, or none,
 * though to what comes after they may say as much as the others. Judged by the rounding error that
 * the scale of the widest channel makes in each, against that of a scale for each channel.
 */
final class UnequalChannelRanges implements FindingRule {
  @Override
  public String name() {
    return "UnequalChannelRanges";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    ChannelStatistics channels = layer.channels();
    boolean hasOwnScale = layer.isInput() || layer.row() == null || layer.is(Constraint.FREE);
    if (quantization == null || channels.count() < 2 || !hasOwnScale) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(channels);
    double shared = widths.widest() / layer.steps();
    double damage = layer.share(widths.rounding(_ -> shared));
    double apart = layer.share(widths.rounding(c -> widths.of(c) / layer.steps()));
    if (!Suspect.isNotable(damage, apart)) {
      return Optional.empty();
    }
    double scale = quantization.scale();
    int narrow = widths.narrowest();
    int worst = channels.worst();
    return Optional.of(
        layer.finding(
            this,
            damage,
            new Evidence()
                .with("widest_range", widths.widest())
                .with("narrowest_range", widths.of(narrow))
                .with("narrowest_steps", widths.of(narrow) / scale)
                .with("silenced_channels", (double) widths.narrowerThan(scale / 2))
                .with("channels", channels.count())
                .with("worst_channel_sqnr_db", worst < 0 ? Double.NaN : channels.sqnr(worst)),
            ("All channels share the scale of the widest, which spans %s; the narrowest "
                    + "spans %s, or %s of its steps: what the small channels say is rounded away.")
                .formatted(
                    Numbers.text(widths.widest()),
                    Numbers.text(widths.of(narrow)),
                    Numbers.text(widths.of(narrow) / scale)),
            Fixes.EQUALIZE,
            Fixes.WIDER_ACTIVATIONS,
            Fixes.deny(layer)));
  }
}
