package dev.octet.evaluate;

import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Gauge.Against;
import dev.octet.evaluate.Gauge.Form;
import dev.octet.evaluate.Gauge.Meter;
import dev.octet.evaluate.Gauge.OfSamples;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Metrics of outputs against targets or, where there are none, against the first model's outputs.
 */
final class Errors {
  private Errors() {}

  /** A figure of an output and what it should be. */
  @FunctionalInterface
  private interface Distance {
    double of(double[] values, double[] wanted, int[] dims);
  }

  /**
   * All of them.
   *
   * @param maxVal by how much values can differ at most, for {@code psnr} and {@code ssim}
   */
  static List<OfSamples> all(double maxVal) {
    return List.of(
        of("mae", Unit.NUMBER, Better.LOWER, (v, w, _) -> absolute(v, w), same()),
        of("mse", Unit.NUMBER, Better.LOWER, (v, w, _) -> squared(v, w), same()),
        of("rmse", Unit.NUMBER, Better.LOWER, (v, w, _) -> squared(v, w), Math::sqrt),
        of("psnr", Unit.DECIBELS, Better.HIGHER, (v, w, _) -> psnr(v, w, maxVal), same()),
        of("ssim", Unit.NUMBER, Better.HIGHER, (v, w, d) -> Ssim.of(v, w, d, maxVal), same()));
  }

  private static DoubleUnaryOperator same() {
    return DoubleUnaryOperator.identity();
  }

  private static OfSamples of(
      String name, Unit unit, Better better, Distance distance, DoubleUnaryOperator finish) {
    Meter meter =
        (shot, column) -> {
          Shot first = shot.first();
          double[] target = shot.truth().target();
          if (target == null && first != null && first.isFinite()) {
            target = first.values();
          }
          if (target != null && shot.isFinite()) {
            column.put(shot.sample(), distance.of(shot.values(), target, shot.dims()), 1);
          }
        };
    return new OfSamples(name, unit, better, Against.TARGETS_OR_FIRST, Form.RATIO, meter, finish);
  }

  private static double absolute(double[] values, double[] wanted) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += Math.abs(values[i] - wanted[i]);
    }
    return sum / values.length;
  }

  private static double squared(double[] values, double[] wanted) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - wanted[i];
      sum += difference * difference;
    }
    return sum / values.length;
  }

  private static double psnr(double[] values, double[] wanted, double maxVal) {
    return 10 * Math.log10(maxVal * maxVal / squared(values, wanted));
  }
}
