package dev.octet.study;

import dev.octet.bench.Measurement;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of the model.
 *
 * @param kind {@link #FLOAT}, or a mode such as {@code int8-only}
 * @param made what came of it; null where {@code failure} says why nothing did
 * @param score what it did on the samples; null without a model, or without samples
 * @param measurements one for each number of threads, fewest first; none without a model
 * @param failure why there is no model: a clause; null where there is one
 * @param notes what the user should know, a line each
 */
public record StudyRow(
    String kind,
    @Nullable Made made,
    @Nullable Score score,
    List<Measurement> measurements,
    @Nullable String failure,
    List<String> notes) {
  /** The kind that is not quantized. */
  public static final String FLOAT = "float";

  /** Copies the lists and checks that there is a model or a reason. */
  public StudyRow {
    measurements = List.copyOf(measurements);
    notes = List.copyOf(notes);
    if ((made == null) == (failure == null)) {
      throw new IllegalArgumentException(kind + " has neither a model nor a reason, or both");
    }
  }

  /**
   * A finished model.
   *
   * @param file where it was written
   * @param bytes its size
   * @param digest such as {@code sha256:…}
   * @param ops how many ops have float values in the float model
   * @param integerOps how many of these compute in integers
   * @param quantizedOps how many are quantized in any form
   */
  public record Made(
      Path file, long bytes, String digest, int ops, int integerOps, int quantizedOps) {
    /** The part of the ops that compute in integers, from 0 to 1. */
    public double integerShare() {
      return ops == 0 ? 0 : integerOps / (double) ops;
    }
  }

  /** A row without a model. */
  public static StudyRow failed(String kind, String reason) {
    return new StudyRow(kind, null, null, List.of(), reason, List.of());
  }

  /** This with what was measured. */
  public StudyRow with(Score newScore, List<Measurement> newMeasurements) {
    return new StudyRow(kind, made, newScore, newMeasurements, failure, notes);
  }

  /** Whether it is the float model. */
  public boolean isFloat() {
    return kind.equals(FLOAT);
  }

  /** A figure by the name of its metric, such as {@code top1}. */
  public Optional<Figure> figure(String metric) {
    return score == null ? Optional.empty() : Optional.ofNullable(score.figures().get(metric));
  }

  /** What was measured with so many threads. */
  public Optional<Measurement> measurement(int threads) {
    return measurements.stream().filter(m -> m.threads() == threads).findFirst();
  }
}
