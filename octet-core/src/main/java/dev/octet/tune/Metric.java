package dev.octet.tune;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.ModelMetric;
import dev.octet.evaluate.Scoring;
import dev.octet.evaluate.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a search goes by.
 *
 * @param name on the command line
 * @param isShare whether it is a part of all samples, which reads best in percent
 * @param isLikeness whether the float model's own score is the best there is, so that every other
 *     one is a drop; if not, more is better
 * @param scoring of a sample
 */
public record Metric(String name, boolean isShare, boolean isLikeness, Scoring scoring) {
  /** The names of the metrics that Octet brings along. */
  public static final List<String> BUILT_IN = List.of("top1", "agreement", "cosine");

  /** How often the class with the highest score is the right one. */
  public static Metric top1(int[] labels) {
    return new Metric(
        "top1", true, false, (sample, _, actual) -> isBest(actual, labels[sample]) ? 1 : 0);
  }

  /** How often the greatest element is where the float model has it. */
  public static Metric agreement() {
    return new Metric(
        "agreement",
        true,
        false,
        (_, expected, actual) -> isFinite(expected) && isBest(actual, best(expected)) ? 1 : 0);
  }

  /** The cosine of the angle between the outputs; 0 for one that holds NaN or an infinity. */
  public static Metric cosine() {
    return new Metric("cosine", false, false, (_, expected, actual) -> cosine(expected, actual));
  }

  /**
   * Another one, which is not trusted. What it gives for equal outputs counts as the best, so it
   * may be an error or a likeness.
   */
  public static Metric of(String name, ModelMetric metric) {
    return new Metric(
        name,
        false,
        true,
        (sample, expected, actual) -> checked(name, metric, sample, expected, actual));
  }

  /** By how much a score is worse than the float model's. */
  public double drop(double ofFloat, double score) {
    return isLikeness ? Math.abs(ofFloat - score) : ofFloat - score;
  }

  /**
   * The metric of a name.
   *
   * @param name or null for the usual one: {@code top1} with labels, {@code agreement} for outputs
   *     that are distributions, else {@code cosine}
   * @param others further metrics
   * @throws OctetException {@code USAGE} if there is none, or none without labels
   */
  public static Metric choose(
      @Nullable String name,
      int @Nullable [] labels,
      boolean areDistributions,
      Map<String, ModelMetric> others) {
    if (name == null) {
      return labels != null ? top1(labels) : areDistributions ? agreement() : cosine();
    }
    return switch (name) {
      case "top1" -> {
        if (labels == null) {
          throw new OctetException(ErrorCode.USAGE, "metric top1 needs --labels");
        }
        yield top1(labels);
      }
      case "agreement" -> agreement();
      case "cosine" -> cosine();
      default -> own(name, others);
    };
  }

  private static Metric own(String name, Map<String, ModelMetric> others) {
    ModelMetric metric = others.get(name);
    if (metric == null) {
      throw new OctetException(ErrorCode.USAGE, "there is no metric '" + name + "'")
          .advise(
              "choose "
                  + Stream.concat(BUILT_IN.stream(), others.keySet().stream().sorted())
                      .distinct()
                      .collect(Collectors.joining(", ")));
    }
    return of(name, metric);
  }

  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static double checked(
      String name, ModelMetric metric, int sample, double[] expected, double[] actual) {
    double value;
    try {
      value = metric.of(List.of(floats(expected)), List.of(floats(actual)));
    } catch (RuntimeException e) {
      throw failure(name, sample, "fails: " + e).because(e);
    }
    if (!Double.isFinite(value)) {
      throw failure(name, sample, "is " + value);
    }
    return value;
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static OctetException failure(String name, int sample, String what) {
    return new OctetException(ErrorCode.BAD_DATA, what)
        .in("sample " + sample)
        .in("metric '" + name + "'")
        .advise("a search needs a finite number for every sample");
  }

  private static boolean isBest(double[] values, int place) {
    return isFinite(values) && best(values) == place;
  }

  /** The first place of the greatest element, as {@code numpy.argmax} has it. */
  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static double cosine(double[] expected, double[] actual) {
    if (!isFinite(expected) || !isFinite(actual)) {
      return 0;
    }
    return Vectors.cosine(expected, actual);
  }

  private static boolean isFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }
}
