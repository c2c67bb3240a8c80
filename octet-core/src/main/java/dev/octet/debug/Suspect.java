package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A layer that rules look at.
 *
 * @param statistics what was seen of an output of it
 * @param row what is known of its op, or null
 * @param importance of each channel of the output for what comes after
 * @param producers the layers that feed it: for each input of the float op, or null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Suspect(
    LayerStatistics statistics,
    @Nullable OpRow row,
    double[] importance,
    List<@Nullable LayerStatistics> producers) {
  Place place() {
    return statistics.place();
  }

  ChannelStatistics channels() {
    return statistics.channels();
  }

  /** The scale and zero point of the output, or null if it is float. */
  @Nullable PerTensor quantization() {
    return place().quantization();
  }

  /** The type of the quantized output. */
  ElementType type() {
    return place().quantized().output(place().output()).type();
  }

  /** The steps from the least to the greatest of its integers: 255 for int8. */
  double steps() {
    return Math.pow(2, Math.min(type().bits(), Integer.SIZE)) - 1;
  }

  /** Whether all channels are of one kind, such as probabilities: then a small one says little. */
  boolean hasCommonUnit() {
    return row != null && row.constraint() == Constraint.FIXED_OUTPUT;
  }

  /** The last resort. */
  String denied() {
    return "--deny-node '" + place().node() + "': the layer stays float";
  }

  /** The share of the signal that a noise of so much power in each channel takes. */
  double share(double[] noise) {
    return Damage.of(noise, channels(), importance);
  }

  Finding finding(
      FindingRule rule,
      Severity severity,
      double damage,
      Map<String, Double> evidence,
      String sentence,
      String... fixes) {
    return new Finding(rule.name(), severity, place(), damage, evidence, sentence, List.of(fixes));
  }
}
