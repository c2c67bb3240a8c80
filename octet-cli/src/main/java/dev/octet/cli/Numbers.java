package dev.octet.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Sizes and times for people. */
final class Numbers {
  private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

  private Numbers() {}

  /** Returns for example {@code 512 B}, {@code 92.4 KB}, {@code 1.07 GB}: powers of 1000. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1000.0;
    int unit = 0;
    while (rounded(size) >= 1000 && unit < UNITS.size() - 1) {
      size /= 1000;
      unit++;
    }
    return threeDigits(size) + " " + UNITS.get(unit);
  }

  private static double rounded(double size) {
    return size < 100 ? size : Math.rint(size);
  }

  /** Returns for example {@code 0.31 s}, {@code 12.4 s}, {@code 3 min 20 s}. */
  static String duration(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (Math.rint(seconds) < 100) {
      return threeDigits(seconds) + " s";
    }
    long whole = Math.round(seconds);
    return "%d min %d s".formatted(whole / 60, whole % 60);
  }

  /** Returns for example {@code 17.5 µs}, {@code 2.31 ms}, {@code 1.20 s}. */
  static String millis(double millis) {
    double micros = millis * 1000;
    if (rounded(micros) < 1000) {
      return threeDigits(micros) + " µs";
    }
    return rounded(millis) < 1000
        ? threeDigits(millis) + " ms"
        : duration(Duration.ofMillis(Math.round(millis)));
  }

  private static String threeDigits(double number) {
    int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
