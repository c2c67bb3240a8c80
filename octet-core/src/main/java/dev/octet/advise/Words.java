package dev.octet.advise;

import dev.octet.advise.Forecast.Count;
import dev.octet.plan.Mode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sentences that more than one target says. */
final class Words {
  private static final int MOST_REASONS = 3;

  private Words() {}

  /** Such as {@code 92.4 KB (3.4× smaller)}. */
  static String size(Case model, Mode mode) {
    return size(model.of(mode).bytes(), model.facts().bytes());
  }

  private static String size(long bytes, long before) {
    double times = before / (double) bytes;
    String text = bytes(bytes);
    return times < 1.05
        ? text + " (no smaller)"
        : String.format(Locale.ROOT, "%s (%.1f× smaller)", text, times);
  }

  /** Powers of 1000, as the command line writes them. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1e3;
    String unit = "KB";
    for (String next : List.of("MB", "GB", "TB")) {
      if (size < 999.5) {
        break;
      }
      size /= 1000;
      unit = next;
    }
    return String.format(
        Locale.ROOT, size < 10 ? "%.2f %s" : size < 100 ? "%.1f %s" : "%.0f %s", size, unit);
  }

  static String ops(int count) {
    return count == 1 ? "1 op" : count + " ops";
  }

  /** Such as {@code 61 of 64 ops compute in integers}. */
  static String integers(Forecast forecast) {
    return "%d of %s compute in integers".formatted(forecast.integerOps(), ops(forecast.ops()));
  }

  /** Why ops stay float: the most frequent reasons. */
  static String floats(Forecast forecast) {
    return forecast.floatReasons().stream()
        .limit(MOST_REASONS)
        .map(Words::count)
        .collect(Collectors.joining("; "));
  }

  private static String count(Count count) {
    return "%s: %s".formatted(ops(count.ops()), count.what());
  }
}
