package dev.octet.report;

import java.util.List;

/** Distributions side by side, such as latencies. */
public record Boxes(Caption caption, Axis axis, List<Box> boxes) implements Chart {
  /** Copies the list. */
  public Boxes {
    boxes = List.copyOf(boxes);
  }

  /** A distribution: the least, quartiles, the 99th percentile. */
  public record Box(
      String label, double min, double q1, double median, double q3, double p99, String group) {}
}
