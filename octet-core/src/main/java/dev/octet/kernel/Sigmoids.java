package dev.octet.kernel;

/**
 * The functions of an LSTM's gates, in loops of sums, products and one quotient, which compilers
 * turn into vector instructions; right to 2.5·10⁻⁷.
 *
 * <p>The Padé approximant of order 7 by 6 of tanh at 0, of a quarter of the value, is doubled
 * twice: tanh 2x = 2 tanh x / (1 + tanh² x).
 */
public final class Sigmoids {
  /** From here on tanh is 1 in a float. */
  private static final float LIMIT = 9;

  private static final float ONE = 135135;
  private static final float P1 = 17325 / ONE;
  private static final float P2 = 378 / ONE;
  private static final float P3 = 1 / ONE;
  private static final float Q1 = 62370 / ONE;
  private static final float Q2 = 3150 / ONE;
  private static final float Q3 = 28 / ONE;

  private Sigmoids() {}

  /** Replaces each value by its hyperbolic tangent. */
  public static void tanh(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = ofFourTimes(Math.max(-LIMIT, Math.min(LIMIT, values[i])) * 0.25f);
    }
  }

  /** Replaces each value x by 1 / (1 + e⁻ˣ). */
  public static void logistic(float[] values) {
    for (int i = 0; i < values.length; i++) {
      float half = Math.max(-LIMIT, Math.min(LIMIT, values[i] * 0.5f));
      values[i] = 0.5f + 0.5f * ofFourTimes(half * 0.25f);
    }
  }

  /** The tangent of 4x; as numerator and denominator until the end. */
  private static float ofFourTimes(float x) {
    float s = x * x;
    float p = x * (1 + s * (P1 + s * (P2 + s * P3)));
    float q = 1 + s * (Q1 + s * (Q2 + s * Q3));
    float p2 = 2 * p * q;
    float q2 = p * p + q * q;
    return 2 * p2 * q2 / (p2 * p2 + q2 * q2);
  }
}
