package dev.octet.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Feeds (x − mean) / std of each stored number x.
 *
 * @param mean any finite number
 * @param std any finite number but zero
 */
record Normalization(double mean, double std) {
  /** Reads {@code MEAN,STD}. */
  static Normalization parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 2) {
      throw new TypeConversionException("'%s' is not MEAN,STD, such as 0,255".formatted(text));
    }
    double mean = number(parts[0]);
    double std = number(parts[1]);
    if (std == 0) {
      throw new TypeConversionException("STD must not be 0, since numbers are divided by it");
    }
    return new Normalization(mean, std);
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below, as for an infinite one
    }
    throw new TypeConversionException("'%s' is not a finite number".formatted(text));
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Normalization> {
    @Override
    public Normalization convert(String text) {
      return parse(text);
    }
  }
}
