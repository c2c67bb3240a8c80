package dev.octet.evaluate;

import java.util.Map;

/**
 * Metrics from outside of Octet: a class in a jar that is named in the jar's file {@code
 * META-INF/services/dev.octet.evaluate.MetricProvider} and has a public constructor without
 * parameters. {@code --plugin JAR --metric NAME} asks for them by name: {@code octet debug} for all
 * but {@link #sampleMetrics()}, {@code octet tune} for {@link #modelMetrics()}, {@code octet
 * evaluate} for these and {@link #sampleMetrics()}.
 */
public interface MetricProvider {
  /** Figures of a layer's error, by name. */
  default Map<String, DifferenceMetric> differenceMetrics() {
    return Map.of();
  }

  /** Figures of a layer's two outputs, by name. */
  default Map<String, OutputMetric> outputMetrics() {
    return Map.of();
  }

  /** Figures of the models' outputs, by name. */
  default Map<String, ModelMetric> modelMetrics() {
    return Map.of();
  }

  /** Figures of a model's output for each sample, against what is right, by name. */
  default Map<String, SampleMetric> sampleMetrics() {
    return Map.of();
  }
}
