package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that rules look at.
 *
 * @param statistics what was seen of an output of it
 * @param row what is known of its op, or null
 * @param importance of each channel of the output for what comes after
 * @param feeds what feeds it, for each input of the float op; null for what is no activation
 * @param weights float and quantized, or null
 * @param bias float and quantized, or null
 * @param isTied whether a later op, such as a concatenation, imposes the output's scale
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Suspect(
    LayerStatistics statistics,
    @Nullable OpRow row,
    double[] importance,
    List<@Nullable Feed> feeds,
    @Nullable LayerWeights weights,
    @Nullable LayerBias bias,
    boolean isTied) {
  /** What is lost from where on it is worth a note: 30 dB, which is the worst of healthy layers. */
  private static final double NOTABLE = 0.001;

  /** In power: twice the range. */
  private static final double ONE_BIT = 4;

  /**
   * An input.
   *
   * @param statistics of the layer that makes its values
   * @param importance of the channels of these
   * @param scale of the integers that the op reads, or null for floats
   */
  record Feed(LayerStatistics statistics, double[] importance, @Nullable Float scale) {
    /** The share of the signal that a noise of so much power in each channel takes. */
    double share(double[] noise) {
      return Damage.of(noise, statistics.channels(), importance);
    }
  }

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

  /** Whether this is no layer but an input of the model. */
  boolean isInput() {
    return Suspects.isInput(place());
  }

  boolean is(Constraint constraint) {
    return row != null && row.constraint() == constraint;
  }

  /** Whether the scale was made for the values of this output and of no other. */
  boolean hasOwnScale() {
    return quantization() != null && (isInput() || is(Constraint.FREE)) && !isTied;
  }

  /** The share of the signal that a noise of so much power in each channel takes. */
  double share(double[] noise) {
    return Damage.of(noise, channels(), importance);
  }

  /** Whether so much damage, and no more than this without the cause, is worth a note. */
  static boolean isNotable(double damage, double without) {
    return damage >= NOTABLE && damage >= ONE_BIT * without;
  }

  Finding finding(
      FindingRule rule, double damage, Evidence evidence, String sentence, String... fixes) {
    return finding(rule, Severity.of(damage), damage, evidence, sentence, fixes);
  }

  Finding finding(
      FindingRule rule,
      Severity severity,
      double damage,
      Evidence evidence,
      String sentence,
      String... fixes) {
    return new Finding(
        rule.name(), severity, place(), damage, evidence.numbers(), sentence, List.of(fixes));
  }
}
