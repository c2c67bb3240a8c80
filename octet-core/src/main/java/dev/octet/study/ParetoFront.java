package dev.octet.study;

import dev.octet.bench.Measurement;
import dev.octet.evaluate.Figure;
import java.util.List;
import java.util.Objects;

/** The rows of a study that no other row beats in accuracy, bytes and latency at once. */
final class ParetoFront {
  /** Latencies closer than this are the same: noise must not move a model to the front. */
  private static final double SAME_LATENCY = 0.03;

  private final Study study;
  private final List<Place> places;

  /** Where a row stands; less is better in all three. */
  private record Place(StudyRow row, double loss, double bytes, double millis) {
    boolean beats(Place other) {
      boolean asQuick = millis <= other.millis * (1 + SAME_LATENCY);
      boolean quicker = millis < other.millis * (1 - SAME_LATENCY);
      return loss <= other.loss
          && bytes <= other.bytes
          && asQuick
          && (loss < other.loss || bytes < other.bytes || quicker);
    }
  }

  ParetoFront(Study study) {
    this.study = study;
    this.places = study.rows().stream().filter(r -> r.made() != null).map(this::place).toList();
  }

  private Place place(StudyRow row) {
    StudyRow.Made made = Objects.requireNonNull(row.made());
    double loss =
        row.isFloat()
            ? 0
            : row.figure(study.metric()).map(f -> loss(f)).orElse(Double.POSITIVE_INFINITY);
    double millis =
        row.measurements().stream()
            .findFirst()
            .map(Measurement::latency)
            .map(l -> l.median())
            .orElse(Double.POSITIVE_INFINITY);
    return new Place(row, loss, made.bytes(), millis);
  }

  /** A figure that only compares with the first model says itself how much is lost. */
  private static double loss(Figure figure) {
    return figure.difference() == null ? 1 - figure.value() : figure.drop();
  }

  List<StudyRow> rows() {
    return places.stream()
        .filter(p -> places.stream().noneMatch(other -> other.beats(p)))
        .map(Place::row)
        .toList();
  }
}
