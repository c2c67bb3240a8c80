package dev.octet.format.tensorflow.weights;

/** What becomes of large constants. */
public sealed interface Treatment {
  /**
   * 8 bits for each element, and a {@code Dequantize} that makes floats of them.
   *
   * @param mode how the bits stand for floats
   */
  record Quantized(Mode mode) implements Treatment {}

  /**
   * Floats of few different values, which compress well.
   *
   * @param bits 2 to the power of this is the number of the values, zero aside
   */
  record Rounded(int bits) implements Treatment {
    private static final int MOST_BITS = 16;

    /** Checks the number. */
    public Rounded {
      if (bits < 1 || bits > MOST_BITS) {
        throw new IllegalArgumentException(
            "%d bits to round to: 1 to %d make sense".formatted(bits, MOST_BITS));
      }
    }
  }

  /** The ways of {@code Dequantize}, of those that hold zero exactly. */
  enum Mode {
    /** 256 steps from the smallest value to the largest. */
    MIN_FIRST,
    /** Multiples of one step, on both sides of zero alike. */
    SCALED
  }
}
