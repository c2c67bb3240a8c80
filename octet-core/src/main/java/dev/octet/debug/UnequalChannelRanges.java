package dev.octet.debug;

import dev.octet.model.Quantization.PerTensor;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * One scale for channels whose ranges differ much: those with small values have few steps, or none,
 * though to what comes after they may say as much as the others. Judged by the rounding error that
 * the scale of the widest channel makes in each, against that of a scale for each channel.
 */
final class UnequalChannelRanges implements FindingRule {
  /** Three of eight bits: so many times the range, for the most damaged channels. */
  private static final double BITS_LOST = 64; // in power: (2³)²

  /** What is lost by one scale, from where it is worth a note. */
  private static final double NOTABLE = 0.001;

  @Override
  public String name() {
    return "UnequalChannelRanges";
  }

  @Override
  public Optional<Finding> look(Suspect layer) {
    PerTensor quantization = layer.quantization();
    ChannelStatistics channels = layer.channels();
    if (quantization == null || channels.count() < 2 || layer.hasCommonUnit()) {
      return Optional.empty();
    }
    var widths = new ChannelWidths(channels, quantization.scale());
    double steps = layer.steps();
    double shared = widths.widest() / steps;
    double damage = layer.share(widths.rounding(_ -> shared));
    double apart = layer.share(widths.rounding(c -> widths.of(c) / steps));
    if (damage < NOTABLE || damage < BITS_LOST * apart) {
      return Optional.empty();
    }
    int narrow = widths.narrowest();
    var evidence = new LinkedHashMap<String, Double>();
    evidence.put("damage", damage);
    evidence.put("scale", (double) quantization.scale());
    evidence.put("widest_range", widths.widest());
    evidence.put("narrowest_range", widths.of(narrow));
    evidence.put("narrowest_steps", widths.of(narrow) / quantization.scale());
    evidence.put("worst_channel_sqnr_db", channels.sqnr(narrow));
    evidence.put("silenced", (double) widths.silenced());
    evidence.put("channels", (double) channels.count());
    return Optional.of(
        layer.finding(
            this,
            Severity.of(damage),
            damage,
            evidence,
            ("The widest channel spans %.3g, the narrowest %.3g, which is %.2g steps of the one"
                    + " scale they share: what the small channels say is rounded away.")
                .formatted(
                    widths.widest(), widths.of(narrow), widths.of(narrow) / quantization.scale()),
            "--improve equalize: it brings the channels to one range, in the float model",
            "--int16 activations for this layer (mode int16x8)",
            layer.denied()));
  }
}
