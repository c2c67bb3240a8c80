package dev.octet.report;

import java.util.List;

/**
 * A bar for each of many things, such as a figure of each layer.
 *
 * @param lines values to compare with, drawn across
 */
public record Bars(Caption caption, Axis axis, List<Bar> bars, List<Line> lines) implements Chart {
  /** Copies the lists. */
  public Bars {
    bars = List.copyOf(bars);
    lines = List.copyOf(lines);
  }

  /**
   * A bar.
   *
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   */
  public record Bar(String label, double value, String group, String link) {}

  /** A value to compare with. */
  public record Line(String label, double value) {}
}
