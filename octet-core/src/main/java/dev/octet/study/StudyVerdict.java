package dev.octet.study;

import dev.octet.bench.Measurement;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Interval;
import dev.octet.study.StudyRow.Made;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to take.
 *
 * @param kind the kind to take; null where none is better than the float model
 * @param text a sentence that says so, and why
 * @param good whether there is one that costs no more than {@link #MOST_LOSS}
 */
public record StudyVerdict(@Nullable String kind, String text, boolean good) {
  /** A point of accuracy, or of agreement. */
  static final double MOST_LOSS = 0.01;

  /** By how much quicker or smaller a kind must be to be worth it. */
  private static final double WORTHWHILE = 1.05;

  static StudyVerdict of(Study study) {
    List<StudyRow> kinds =
        study.rows().stream().filter(r -> r.made() != null && !r.isFloat()).toList();
    if (kinds.isEmpty()) {
      return new StudyVerdict(null, "no kind could be made: keep the float model", false);
    }
    Optional<StudyRow> best =
        kinds.stream()
            .filter(r -> loss(study, r) <= MOST_LOSS)
            .filter(r -> gain(study, r) > WORTHWHILE)
            .max(Comparator.comparingDouble(r -> gain(study, r)));
    if (best.isPresent()) {
      return new StudyVerdict(
          best.get().kind(),
          "%s is %s: take it".formatted(best.get().kind(), sentence(study, best.get())),
          true);
    }
    Optional<StudyRow> faithful =
        kinds.stream().filter(r -> loss(study, r) <= MOST_LOSS).findFirst();
    if (faithful.isPresent()) {
      return new StudyVerdict(
          null, "no kind is noticeably smaller or faster: keep the float model", false);
    }
    StudyRow least =
        kinds.stream().min(Comparator.comparingDouble(r -> loss(study, r))).orElseThrow();
    return new StudyVerdict(
        null,
        "every kind loses more than a point, %s the least (%s): try 'octet tune'"
            .formatted(least.kind(), sentence(study, least)),
        false);
  }

  /** The part that is lost; unknown losses are large. */
  static double loss(Study study, StudyRow row) {
    Figure figure = row.figure(study.metric()).orElse(null);
    if (figure == null || Double.isNaN(figure.value())) {
      return 1;
    }
    return figure.difference() == null ? 1 - figure.value() : figure.drop();
  }

  /** How many times smaller and faster, multiplied. */
  private static double gain(Study study, StudyRow row) {
    return smaller(study, row) * Math.max(speed(study, row).orElse(1.0), Double.MIN_NORMAL);
  }

  private static double smaller(Study study, StudyRow row) {
    return bytes(study.first()) / (double) bytes(row);
  }

  private static long bytes(StudyRow row) {
    Made made = Objects.requireNonNull(row.made());
    return made.bytes();
  }

  /** How many times as fast as the float model, with the fewest threads. */
  static Optional<Double> speed(Study study, StudyRow row) {
    if (row.measurements().isEmpty()) {
      return Optional.empty();
    }
    Measurement own = row.measurements().getFirst();
    return study
        .first()
        .measurement(own.threads())
        .map(f -> f.latency().median() / own.latency().median());
  }

  private static String sentence(Study study, StudyRow row) {
    var parts = new ArrayList<String>();
    parts.add(times(smaller(study, row), "smaller", "larger", "as large"));
    speed(study, row).ifPresent(s -> parts.add(times(s, "faster", "slower", "as fast")));
    row.figure(study.metric()).ifPresent(f -> parts.add(accuracy(f)));
    return String.join(", ", parts);
  }

  private static String times(double factor, String more, String less, String same) {
    double times = factor >= 1 ? factor : 1 / factor;
    return times < WORTHWHILE
        ? same
        : String.format(Locale.ROOT, "%.1f× %s", times, factor >= 1 ? more : less);
  }

  private static String accuracy(Figure figure) {
    if (figure.difference() == null) {
      return String.format(
          Locale.ROOT, "it agrees with float in %.1f%% of samples", 100 * figure.value());
    }
    double points = 100 * figure.difference().value();
    return "accuracy %s%s points".formatted(signed(points), margin(figure.difference().interval()));
  }

  private static String margin(@Nullable Interval interval) {
    return interval == null
        ? ""
        : String.format(Locale.ROOT, " ± %.1f", 50 * (interval.high() - interval.low()));
  }

  /** With a real minus sign, and no sign for what rounds to zero. */
  private static String signed(double points) {
    String number = String.format(Locale.ROOT, "%.1f", Math.abs(points));
    return number.equals("0.0") ? "0.0" : (points < 0 ? "−" : "+") + number;
  }
}
