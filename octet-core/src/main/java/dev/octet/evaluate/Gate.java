package dev.octet.evaluate;

import dev.octet.evaluate.Evaluation.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an evaluation, such as {@code top1.drop<=0.01}.
 *
 * @param text as it was written
 * @param metric the name of a metric, or {@code bytes}
 * @param quantity what of it
 * @param model which model, by the end of its file's name or its number from 1; null for all behind
 *     the first, or for a single one
 * @param comparison what must hold
 * @param limit between the figure and this
 */
public record Gate(
    String text,
    String metric,
    Quantity quantity,
    @Nullable String model,
    Comparison comparison,
    double limit) {
  /** The name of the size of the file. */
  public static final String BYTES = "bytes";

  /** What of a metric. */
  public enum Quantity {
    /** The figure itself. */
    VALUE,
    /** By how much it is worse than the first model's. */
    DROP,
    /** By the first model's. */
    RATIO
  }

  /** What must hold. */
  public enum Comparison {
    /** At most. */
    AT_MOST("<="),
    /** At least. */
    AT_LEAST(">="),
    /** Exactly. */
    EQUAL("=="),
    /** Less. */
    BELOW("<"),
    /** More. */
    ABOVE(">");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    /** As it is written. */
    public String sign() {
      return sign;
    }

    /** Whether it holds; never for NaN. */
    boolean holds(double value, double limit) {
      return switch (this) {
        case AT_MOST -> value <= limit;
        case AT_LEAST -> value >= limit;
        case EQUAL -> value == limit;
        case BELOW -> value < limit;
        case ABOVE -> value > limit;
      };
    }
  }

  /**
   * What a gate found.
   *
   * @param gate the gate
   * @param model the model
   * @param value what was measured; NaN where nothing could be
   * @param isPassed whether it holds
   */
  public record Finding(Gate gate, Path model, double value, boolean isPassed) {}

  /**
   * Reads a gate: {@code METRIC[.drop|.ratio][@MODEL] OP NUMBER[%]}.
   *
   * @throws dev.octet.error.OctetException {@code USAGE}, which shows where it does not parse
   */
  public static Gate parse(String text, Catalogue known) {
    return new GateParser(text, known).parse();
  }

  /**
   * Checks that it is about some of these models.
   *
   * @throws dev.octet.error.OctetException {@code USAGE} if it is about none
   */
  public void requireIn(List<Path> models) {
    new GateModels(this, models).models();
  }

  /**
   * Looks at an evaluation in which the metric was measured.
   *
   * @return for each model that it is about whether it holds
   * @throws dev.octet.error.OctetException as {@link #requireIn}
   */
  public List<Finding> check(Evaluation evaluation) {
    List<Score> scores = evaluation.models();
    var findings = new ArrayList<Finding>();
    for (int model : new GateModels(this, scores.stream().map(Score::file).toList()).models()) {
      Score score = scores.get(model);
      double value = value(score, scores.getFirst());
      findings.add(new Finding(this, score.file(), value, comparison.holds(value, limit)));
    }
    return findings;
  }

  /** Whether it compares with the first model. */
  boolean isRelative() {
    return quantity != Quantity.VALUE;
  }

  /** The figure for a model. */
  private double value(Score score, Score first) {
    return switch (quantity) {
      case VALUE -> number(score);
      case DROP -> {
        Figure figure = score.figures().get(metric);
        yield figure == null ? Double.NaN : figure.drop();
      }
      case RATIO -> number(score) / number(first);
    };
  }

  private double number(Score score) {
    if (metric.equals(BYTES)) {
      return score.bytes();
    }
    Figure figure = score.figures().get(metric);
    return figure == null ? Double.NaN : figure.value();
  }
}
