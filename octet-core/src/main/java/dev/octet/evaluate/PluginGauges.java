package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Gauge.Against;
import dev.octet.evaluate.Gauge.Form;
import dev.octet.evaluate.Gauge.OfSamples;
import dev.octet.evaluate.SampleMetric.Contribution;
import dev.octet.evaluate.SampleMetric.Sample;
import dev.octet.evaluate.SampleMetric.Values;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Metrics from outside, which are not trusted. */
final class PluginGauges {
  private PluginGauges() {}

  /** One against what is right. */
  static OfSamples of(String name, SampleMetric metric) {
    return of(
        name,
        metric.unit(),
        metric.better(),
        Against.ANYTHING,
        shot -> {
          Contribution found = metric.of(sample(shot));
          if (!Double.isFinite(found.number())
              || !Double.isFinite(found.weight())
              || found.weight() < 0) {
            throw new ArithmeticException(found.toString());
          }
          return found;
        });
  }

  /** One against the first model's output; NaN says nothing. */
  static OfSamples of(String name, ModelMetric metric) {
    return of(
        name,
        Unit.NUMBER,
        Better.HIGHER,
        Against.FIRST,
        shot -> {
          Shot first = shot.first();
          double value =
              first == null
                  ? Double.NaN
                  : metric.of(List.of(floats(first.values())), List.of(floats(shot.values())));
          if (Double.isInfinite(value)) {
            throw new ArithmeticException(String.valueOf(value));
          }
          return Double.isNaN(value) ? Contribution.nothing() : Contribution.of(value);
        });
  }

  /** What a metric makes of a sample. */
  private interface Look {
    Contribution at(Shot shot);
  }

  private static OfSamples of(String name, Unit unit, Better better, Against against, Look look) {
    return new OfSamples(
        name,
        unit,
        better,
        against,
        Form.RATIO,
        (shot, column) -> {
          Contribution found = guarded(name, shot.sample(), () -> look.at(shot));
          column.put(shot.sample(), found.number(), found.weight());
        },
        DoubleUnaryOperator.identity());
  }

  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  private static Contribution guarded(String name, int sample, Supplier<Contribution> action) {
    try {
      return action.get();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new OctetException(ErrorCode.PLUGIN, "fails: " + e)
          .in("sample " + sample)
          .in("metric '" + name + "'")
          .because(e);
    }
  }

  private static Sample sample(Shot shot) {
    Shot first = shot.first();
    return new Sample(
        shot.sample(),
        new Values(shot.dims(), shot.values()),
        target(shot.truth()),
        first == null ? null : new Values(first.dims(), first.values()));
  }

  private static @Nullable Values target(Truth truth) {
    double[] target = truth.target();
    if (target != null) {
      return new Values(truth.dims(), target);
    }
    return truth.label() < 0 ? null : new Values(new int[0], new double[] {truth.label()});
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
