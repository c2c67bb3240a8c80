package dev.octet.format.tensorflow.fold;

/** Functions of numbers that several ops are made of. */
final class Functions {
  static final Function SUM = new Function(Double::sum, Long::sum);
  static final Function PRODUCT = new Function((a, b) -> a * b, (a, b) -> a * b);
  static final Function LARGER = new Function(Math::max, Math::max);
  static final Function SMALLER = new Function(Math::min, Math::min);
  static final Function BOTH = new Function(null, (a, b) -> a & b);
  static final Function EITHER = new Function(null, (a, b) -> a | b);

  private Functions() {}

  /** Has the sign of the divisor. */
  static double floorMod(double a, double b) {
    double rest = a % b;
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }

  /** Wraps around as products do. */
  static long power(long base, long exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("an integer to the power of " + exponent);
    }
    long result = 1;
    long square = base;
    for (long left = exponent; left > 0; left >>= 1) {
      result = (left & 1) == 1 ? result * square : result;
      square *= square;
    }
    return result;
  }
}
