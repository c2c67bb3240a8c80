package dev.octet.format.protobuf;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Schema.Scalar;
import dev.octet.format.protobuf.Schema.Words;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One number, truth value or word of an enum.
 *
 * @param in what it was taken from
 * @param position where it starts
 * @param negative whether a minus is in front
 * @param word all else
 */
record TextNumber(TextScanner in, long position, boolean negative, String word) {
  private static final Pattern DECIMAL =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?[fF]?");
  private static final Pattern OCTAL = Pattern.compile("0\\d+");
  private static final Map<String, Boolean> TRUTH =
      Map.of("true", true, "True", true, "t", true, "false", false, "False", false, "f", false);

  /** Takes a number or a word. */
  static TextNumber read(TextScanner in) {
    long position = in.position();
    boolean negative = in.takes('-');
    return new TextNumber(in, position, negative, in.word());
  }

  /** Whether it is a number or a name at all. */
  void check() {
    if (Character.isDigit(word.charAt(0)) || word.charAt(0) == '.') {
      if (!DECIMAL.matcher(word).matches() && magnitude().isEmpty()) {
        throw wrong("a number");
      }
    } else if (word.indexOf('.') >= 0) {
      throw wrong("a value");
    }
  }

  /** As bits: of a float 32, of a truth value 0 or 1, of an unsigned number 64. */
  long bits(Scalar type) {
    return switch (type) {
      case DOUBLE -> Double.doubleToRawLongBits(real()) ^ (negative ? Long.MIN_VALUE : 0);
      case FLOAT -> Float.floatToRawIntBits((float) real()) ^ (negative ? 0xFFFFFFFF80000000L : 0);
      case INT32 -> signed(Integer.MAX_VALUE, "an integer of 32 bits");
      case INT64 -> signed(Long.MAX_VALUE, "an integer of 64 bits");
      case SINT64 -> {
        long value = signed(Long.MAX_VALUE, "an integer of 64 bits");
        yield (value << 1) ^ (value >> 63);
      }
      case UINT32 -> unsigned(0xFFFFFFFFL, "an integer of 32 bits without a sign");
      case UINT64 -> unsigned(-1, "an integer of 64 bits without a sign");
      case BOOL -> truth();
      case STRING, BYTES -> throw wrong("a quoted text");
    };
  }

  /** The number behind a word of an enum. */
  long of(Words words) {
    Integer known = words.values().get(word);
    if (known != null && !negative) {
      return known;
    }
    return signed(Integer.MAX_VALUE, "one of " + words.name());
  }

  private double real() {
    if (DECIMAL.matcher(word).matches() && !OCTAL.matcher(word).matches()) {
      String digits =
          word.endsWith("f") || word.endsWith("F") ? word.substring(0, word.length() - 1) : word;
      return Double.parseDouble(digits);
    }
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> throw wrong("a number");
    };
  }

  private long truth() {
    Boolean known = TRUTH.get(word);
    if (known != null && !negative) {
      return known ? 1 : 0;
    }
    return unsigned(1, "true or false");
  }

  private long signed(long most, String wanted) {
    long value = magnitude().orElseThrow(() -> wrong(wanted));
    if (Long.compareUnsigned(value, negative ? most + 1 : most) > 0) {
      throw wrong(wanted);
    }
    return negative ? -value : value;
  }

  private long unsigned(long most, String wanted) {
    long value = magnitude().orElseThrow(() -> wrong(wanted));
    if (Long.compareUnsigned(value, most) > 0 || (negative && value != 0)) {
      throw wrong(wanted);
    }
    return value;
  }

  /** The number without its sign, decimal, octal or hexadecimal. */
  private Optional<Long> magnitude() {
    boolean hex = word.startsWith("0x") || word.startsWith("0X");
    boolean octal = !hex && word.length() > 1 && word.charAt(0) == '0';
    if (!Character.isDigit(word.charAt(0))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Long.parseUnsignedLong(hex ? word.substring(2) : word, hex ? 16 : octal ? 8 : 10));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private OctetException wrong(String wanted) {
    return in.malformed(
        "expected %s, found %s%s".formatted(wanted, negative ? "-" : "", word), position);
  }
}
