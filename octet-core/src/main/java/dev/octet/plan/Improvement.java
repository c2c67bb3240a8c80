package dev.octet.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What makes a quantized model better without changing what the float model computes: a rewrite, a
 * correction of constants, or a way to find ranges. They are applied in the order of this list.
 * {@code docs/improvements.md} says what each of them does.
 */
public enum Improvement {
  /** Lets the channels of a layer have ranges alike; the next layer's weights undo it. */
  EQUALIZE(Needs.WEIGHTS),
  /** Moves what a channel always exceeds into the next layer's bias. */
  ABSORB_HIGH_BIAS(Needs.ACTIVATIONS),
  /** Clips weights where that makes the error of rounding them smaller. */
  CLIP_WEIGHTS(Needs.WEIGHTS),
  /** Rounds each weight up or down as it is best for what its layer computes. */
  ROUND_WEIGHTS(Needs.WEIGHTS),
  /** Corrects biases by the mean error that rounded weights make. */
  BIAS_CORRECTION(Needs.WEIGHTS),
  /** The observer {@code percentile} for all activations. */
  PERCENTILE_RANGES(Needs.ACTIVATIONS),
  /** The observer {@code mse} for all activations. */
  MSE_RANGES(Needs.ACTIVATIONS),
  /** The observer {@code entropy} for all activations. */
  ENTROPY_RANGES(Needs.ACTIVATIONS);

  /** What must become integers for an improvement to have anything to do. */
  private enum Needs {
    WEIGHTS,
    ACTIVATIONS
  }

  private final Needs needs;

  Improvement(Needs needs) {
    this.needs = needs;
  }

  /** The name in recipes and on the command line, such as {@code bias-correction}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The improvement of that name. */
  public static Optional<Improvement> of(String text) {
    return Arrays.stream(values()).filter(i -> i.text().equals(text)).findFirst();
  }

  /** The names of some, for messages. */
  public static String texts(Set<Improvement> improvements) {
    return improvements.stream().sorted().map(Improvement::text).collect(Collectors.joining(", "));
  }

  /** Whether it makes another float model, whose ranges are others, too. */
  public boolean rewritesModel() {
    return this == EQUALIZE || this == ABSORB_HIGH_BIAS;
  }

  /** Whether it must see what flows into layers for some samples. */
  public boolean needsLayerInputs() {
    return this == ROUND_WEIGHTS || this == BIAS_CORRECTION;
  }

  /** Whether it cannot do without samples, beyond the ranges of activations. */
  public boolean needsSamples() {
    return this == ABSORB_HIGH_BIAS || needsLayerInputs();
  }

  /** How it finds the ranges of all activations; null if it leaves that alone. */
  @Nullable RangeMethod observer() {
    return switch (this) {
      case PERCENTILE_RANGES -> new RangeMethod.Percentile(RangeMethod.Percentile.DEFAULT);
      case MSE_RANGES -> new RangeMethod.Mse(Byte.SIZE);
      case ENTROPY_RANGES -> new RangeMethod.Entropy(Byte.SIZE);
      case EQUALIZE, ABSORB_HIGH_BIAS, CLIP_WEIGHTS, ROUND_WEIGHTS, BIAS_CORRECTION -> null;
    };
  }

  /** Whether it has anything to do where this is asked of a node. */
  boolean goesWith(Treatment.Kind kind) {
    return switch (needs) {
      case WEIGHTS -> kind.hasIntegerWeights();
      case ACTIVATIONS -> kind.isInteger();
    };
  }
}
