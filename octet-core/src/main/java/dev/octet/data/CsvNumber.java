package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Locale;
import java.util.Set;

/** Numbers in cells, as programs write them: {@code 12}, {@code -1.5e-3}, {@code True}. */
final class CsvNumber {
  private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  /** No number is longer. */
  private static final int LONGEST = 400;

  private static final int SHORT = 15;

  private CsvNumber() {}

  static boolean isNumber(String cell) {
    return isTruth(cell) || isDecimal(cell);
  }

  /** Whether a cell says that nothing is known. */
  static boolean isMissing(String cell) {
    return MISSING.contains(cell.toLowerCase(Locale.ROOT));
  }

  private static boolean isTruth(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }

  private static boolean isDecimal(String cell) {
    boolean digit = false;
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      boolean exponent = digit && (c == 'e' || c == 'E');
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c != '+' && c != '-' && c != '.' && !exponent) {
        return false;
      }
    }
    return digit && cell.length() <= LONGEST && parses(cell);
  }

  private static boolean parses(String cell) {
    try {
      return !Double.isNaN(parse(cell));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static double parse(String cell) {
    return isShortInteger(cell) ? Long.parseLong(cell) : Double.parseDouble(cell);
  }

  private static boolean isShortInteger(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return !cell.isEmpty() && cell.length() <= SHORT;
  }

  /** A cell as a real. */
  static double real(String cell) {
    if (isShortInteger(cell)) {
      return Long.parseLong(cell);
    }
    if (isTruth(cell)) {
      return cell.equalsIgnoreCase("true") ? 1 : 0;
    }
    if (!isDecimal(cell)) {
      throw wrong(cell, "is no number");
    }
    return Double.parseDouble(cell);
  }

  /** A cell as an integer; {@code 3.0} is one. */
  static long integer(String cell) {
    try {
      return Long.parseLong(cell);
    } catch (NumberFormatException e) {
      double real = real(cell);
      if (real != Math.rint(real) || Math.abs(real) > 1L << 53) {
        throw wrong(cell, "is no integer");
      }
      return (long) real;
    }
  }

  private static OctetException wrong(String cell, String what) {
    String text = cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    if (isMissing(cell)) {
      return new OctetException(
              ErrorCode.BAD_DATA, cell.isEmpty() ? "has no value" : "has no value: " + text)
          .advise("fill the gaps, or drop such rows with --skip-bad");
    }
    return new OctetException(ErrorCode.BAD_DATA, "'%s' %s".formatted(text, what));
  }
}
