package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a recipe asks for a node, before it is known what the runtime can do for it.
 *
 * @param kind the scheme
 * @param weights how weights are stored, where the scheme makes them integers
 * @param minElements weights with fewer elements stay float in {@code weights} and {@code dynamic}
 * @param observer how the ranges of its outputs are found where they must be known
 * @param denied why a rule denied it, so that it stays float: a clause for people; null if none did
 */
public record Treatment(
    Kind kind,
    WeightFormat weights,
    long minElements,
    RangeMethod observer,
    @Nullable String denied) {
  /** What a node gets when no rule says anything. */
  static final Treatment NOTHING =
      new Treatment(Kind.FLOAT, WeightFormat.INT8, 0, new RangeMethod.MinMax(), null);

  /**
   * Checks the bound.
   *
   * @throws OctetException {@code USAGE} if it is negative
   */
  public Treatment {
    if (minElements < 0) {
      throw new OctetException(ErrorCode.USAGE, "the smallest weight cannot be " + minElements);
    }
  }

  /** What is asked for, by the name it has in recipes. */
  public enum Kind {
    /** Nothing: it stays float. */
    FLOAT,
    /** Half-precision constants; it computes in float. */
    FLOAT16,
    /** Integer weights; it computes in float. */
    WEIGHTS,
    /** Integer weights; its kernel quantizes activations as it runs. */
    DYNAMIC,
    /** Int8 activations and integer weights. */
    INT8,
    /** Int16 activations and integer weights. */
    INT16X8;

    /** The name in recipes, such as {@code int16x8}. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that name in recipes. */
    static Optional<Kind> of(String text) {
      return Arrays.stream(values()).filter(k -> k.text().equals(text)).findFirst();
    }

    /** Whether activations become integers, so that ranges must be known. */
    public boolean isInteger() {
      return this == INT8 || this == INT16X8;
    }

    /** Whether weights become integers. */
    boolean hasIntegerWeights() {
      return this == WEIGHTS || this == DYNAMIC || isInteger();
    }

    /** The type of integer activations; only for integer kinds. */
    public ElementType activationType() {
      return switch (this) {
        case INT8 -> ElementType.INT8;
        case INT16X8 -> ElementType.INT16;
        case FLOAT, FLOAT16, WEIGHTS, DYNAMIC ->
            throw new IllegalStateException(text() + " keeps float activations");
      };
    }
  }

  /** Whether it is to stay as it is. */
  boolean keepsFloat() {
    return denied != null || kind == Kind.FLOAT;
  }
}
