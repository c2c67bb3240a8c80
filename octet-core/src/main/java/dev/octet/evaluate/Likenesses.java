package dev.octet.evaluate;

import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Gauge.Against;
import dev.octet.evaluate.Gauge.Form;
import dev.octet.evaluate.Gauge.OfSamples;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;

/** Metrics of outputs against those of the first model. */
final class Likenesses {
  /** Whether the greatest element is at the same place. */
  static final OfSamples AGREEMENT =
      new OfSamples(
          "agreement",
          Unit.SHARE,
          Better.HIGHER,
          Against.FIRST,
          Form.SHARE,
          Likenesses::agreement,
          DoubleUnaryOperator.identity());

  /** The cosine of the angle between the outputs. */
  static final OfSamples COSINE =
      new OfSamples(
          "cosine",
          Unit.NUMBER,
          Better.HIGHER,
          Against.FIRST,
          Form.RATIO,
          mean(Vectors::cosine),
          DoubleUnaryOperator.identity());

  /** Energy of the first model's outputs by energy of the difference. */
  static final OfSamples SQNR =
      new OfSamples(
          "sqnr",
          Unit.DECIBELS,
          Better.HIGHER,
          Against.FIRST,
          Form.RATIO,
          Likenesses::energies,
          ratio -> Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : 10 * Math.log10(ratio));

  /** The greatest difference of an element. */
  static final OfSamples MAX_DIFFERENCE =
      new OfSamples(
          "max_difference",
          Unit.NUMBER,
          Better.LOWER,
          Against.FIRST,
          Form.GREATEST,
          mean(Likenesses::distance),
          DoubleUnaryOperator.identity());

  /** All of them. */
  static final List<OfSamples> ALL = List.of(AGREEMENT, SQNR, COSINE, MAX_DIFFERENCE);

  private Likenesses() {}

  private static void agreement(Shot shot, Column column) {
    Shot first = shot.first();
    boolean agrees =
        first != null && shot.isFinite() && first.isFinite() && shot.best() == first.best();
    column.put(shot.sample(), agrees ? 1 : 0, 1);
  }

  private static Gauge.Meter mean(ToDoubleBiFunction<double[], double[]> figure) {
    return (shot, column) -> {
      Shot first = shot.first();
      if (first != null && shot.isFinite() && first.isFinite()) {
        column.put(shot.sample(), figure.applyAsDouble(shot.values(), first.values()), 1);
      }
    };
  }

  private static void energies(Shot shot, Column column) {
    Shot first = shot.first();
    if (first == null || !shot.isFinite() || !first.isFinite()) {
      return;
    }
    double[] values = shot.values();
    double[] wanted = first.values();
    double energy = 0;
    double noise = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - wanted[i];
      energy += wanted[i] * wanted[i];
      noise += difference * difference;
    }
    column.put(shot.sample(), energy, noise);
  }

  private static double distance(double[] values, double[] wanted) {
    double most = 0;
    for (int i = 0; i < values.length; i++) {
      most = Math.max(most, Math.abs(values[i] - wanted[i]));
    }
    return most;
  }
}
