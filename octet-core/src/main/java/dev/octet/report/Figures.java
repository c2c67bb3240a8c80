package dev.octet.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as people read them. */
public final class Figures {
  private static final List<String> UNITS = List.of("KB", "MB", "GB", "TB");

  private static final double FAR = 30;

  private Figures() {}

  /** A share of 0 to 1, such as {@code 91.25%}; nothing for NaN. */
  static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
  }

  /** The same for large figures: {@code 27%}. */
  static String roughly(double share) {
    return Double.isNaN(share)
        ? ""
        : String.format(Locale.ROOT, share < 0.0995 ? "%.1f%%" : "%.0f%%", 100 * share);
  }

  /** A difference of shares in points: {@code 0.35}. */
  static String points(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  /** Three digits, such as {@code 0.0123}; nothing for NaN. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e7) {
      return count((long) value);
    }
    return size >= 999.5 && size < 1e7
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  /** Such as {@code 31.2}; what is equal has no noise. */
  static String decibels(double value) {
    return Double.isNaN(value)
        ? ""
        : Double.isInfinite(value) ? "equal" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** Such as {@code 12,345}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 layer} or {@code 3 layers}. */
  static String many(long number, String one) {
    return count(number) + " " + one + (number == 1 ? "" : "s");
  }

  /** Such as {@code 92.4 KB}: powers of 1000. */
  public static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1000.0;
    int unit = 0;
    while (size >= 999.5 && unit < UNITS.size() - 1) {
      size /= 1000;
      unit++;
    }
    return threeDigits(size) + " " + UNITS.get(unit);
  }

  /** Such as {@code 24.1 µs} or {@code 1.24 ms}. */
  static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "";
    }
    return millis >= 999.5
        ? threeDigits(millis / 1000) + " s"
        : millis >= 0.1 || millis == 0
            ? threeDigits(millis) + " ms"
            : threeDigits(1000 * millis) + " µs";
  }

  /** Whether positive numbers are so far apart that only a logarithmic axis shows all of them. */
  static boolean areFarApart(DoubleStream numbers) {
    double[] all = numbers.filter(Double::isFinite).toArray();
    double least = Arrays.stream(all).min().orElse(1);
    return least > 0 && Arrays.stream(all).max().orElse(1) > FAR * least;
  }

  /** Such as {@code 12.4 s} or {@code 3 min 20 s}. */
  public static String time(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    long whole = Math.round(seconds);
    return whole < 100
        ? threeDigits(seconds) + " s"
        : "%d min %d s".formatted(whole / 60, whole % 60);
  }

  /** Such as {@code 9.99}, {@code 12.4} or {@code 400}. */
  public static String threeDigits(double number) {
    int decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
