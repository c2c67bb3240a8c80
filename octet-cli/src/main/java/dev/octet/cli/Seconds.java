package dev.octet.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time of up to a day in seconds, which need not be whole. */
final class Seconds implements ITypeConverter<Duration> {
  private static final long MOST = Duration.ofDays(1).toSeconds();
  private static final double NANOS = 1e9;

  @Override
  public Duration convert(String text) {
    try {
      double seconds = Double.parseDouble(text);
      if (seconds >= 0 && seconds <= MOST) {
        return Duration.ofNanos(Math.round(seconds * NANOS));
      }
    } catch (NumberFormatException e) {
      // said below, as for a number out of range
    }
    throw new TypeConversionException(
        "'%s' is not a number of seconds from 0 to %d".formatted(text, MOST));
  }
}
