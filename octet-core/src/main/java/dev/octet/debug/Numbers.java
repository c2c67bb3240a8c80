package dev.octet.debug;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them: three digits, powers of ten only where it takes them. */
final class Numbers {
  private static final MathContext DIGITS = new MathContext(3);
  private static final double LARGE = 1e7;
  private static final double SMALL = 1e-4;

  private Numbers() {}

  static String text(double number) {
    double size = Math.abs(number);
    if (!Double.isFinite(number) || (size != 0 && (size >= LARGE || size < SMALL))) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    BigDecimal rounded = new BigDecimal(number).round(DIGITS);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** A share as a percentage. */
  static String percent(double share) {
    return text(100 * share) + "%";
  }
}
