package dev.octet.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points, such as accuracy by bytes, with the front of those that no other beats.
 *
 * @param size what the size of a point shows; null where all are of one size
 * @param front the labels of the points on the Pareto front, joined by a line in this order
 */
public record Scatter(
    Caption caption, Axis x, Axis y, @Nullable Axis size, List<Point> points, List<String> front)
    implements Chart {
  /** Copies the lists. */
  public Scatter {
    points = List.copyOf(points);
    front = List.copyOf(front);
  }

  /**
   * A point.
   *
   * @param label its name
   * @param size by the size's axis; NaN without
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   */
  public record Point(String label, double x, double y, double size, String group, String link) {}
}
