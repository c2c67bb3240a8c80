package dev.octet.cli;

import dev.octet.report.Figures;
import java.time.Duration;

/** Sizes and times for people. */
final class Numbers {
  private Numbers() {}

  /** Returns for example {@code 512 B}, {@code 92.4 KB}, {@code 1.07 GB}: powers of 1000. */
  static String bytes(long bytes) {
    return Figures.bytes(bytes);
  }

  private static double rounded(double size) {
    return size < 100 ? size : Math.rint(size);
  }

  /** Returns for example {@code 0.31 s}, {@code 12.4 s}, {@code 3 min 20 s}. */
  static String duration(Duration duration) {
    return Figures.time(duration);
  }

  /** Returns for example {@code 17.5 µs}, {@code 2.31 ms}, {@code 1.20 s}. */
  static String millis(double millis) {
    double micros = millis * 1000;
    if (rounded(micros) < 1000) {
      return Figures.threeDigits(micros) + " µs";
    }
    return rounded(millis) < 1000
        ? Figures.threeDigits(millis) + " ms"
        : duration(Duration.ofMillis(Math.round(millis)));
  }
}
