package dev.octet.evaluate;

/** What is asked of outputs as vectors. */
public final class Vectors {
  private Vectors() {}

  /** The cosine of the angle between two vectors of one size: of two zeros 1, of one 0. */
  public static double cosine(double[] values, double[] wanted) {
    double product = 0;
    double one = 0;
    double other = 0;
    for (int i = 0; i < values.length; i++) {
      product += wanted[i] * values[i];
      one += wanted[i] * wanted[i];
      other += values[i] * values[i];
    }
    double lengths = Math.sqrt(one) * Math.sqrt(other);
    return lengths > 0 ? product / lengths : one == other ? 1 : 0;
  }
}
