package dev.octet.compare;

import org.jspecify.annotations.Nullable;

/**
 * A constant that an op reads in one model or in both.
 *
 * @param input which input of the op it is
 * @param before as it is stored, also behind a DEQUANTIZE; null if there is none
 * @param beforeBytes what it takes
 * @param after the same in the second model
 * @param likeness what became of its values
 * @param difference how far they are apart; null where that cannot be told
 */
public record ConstantPair(
    int input,
    @Nullable TensorFacts before,
    long beforeBytes,
    @Nullable TensorFacts after,
    long afterBytes,
    Likeness likeness,
    @Nullable Difference difference) {

  /** Whether these are reals, or stand for such: weights, and no sizes or places. */
  public boolean isReal() {
    return (before != null && before.isReal()) || (after != null && after.isReal());
  }

  /** What became of values. */
  public enum Likeness {
    /** The same bytes, of the same type, standing for the same. */
    IDENTICAL,
    /** Other bytes that stand for the same reals. */
    EQUAL,
    /** Other values. */
    DIFFERENT,
    /** Of another shape or kind, so that nothing can be said. */
    INCOMPARABLE,
    /** Only one of the models has it. */
    ALONE
  }
}
