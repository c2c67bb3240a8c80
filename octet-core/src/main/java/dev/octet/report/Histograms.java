package dev.octet.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How values are spread: one histogram is shown, the user chooses which, such as a channel.
 *
 * @param choices the first is shown first; at least one
 */
public record Histograms(Caption caption, Axis axis, List<Histogram> choices) implements Chart {
  /** Copies the list. */
  public Histograms {
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException("no histogram");
    }
  }

  /**
   * Counts of values in bins of one width.
   *
   * @param label its name among the choices
   * @param from the least value
   * @param to the greatest
   * @param counts of each bin
   * @param steps the quantization on top, or null
   */
  public record Histogram(
      String label, double from, double to, List<Long> counts, @Nullable Steps steps) {
    /** Copies the list. */
    public Histogram {
      counts = List.copyOf(counts);
    }
  }

  /** The values that integers can stand for: {@code (q − zeroPoint) × scale}, q low to high. */
  public record Steps(double scale, long zeroPoint, long low, long high) {}
}
