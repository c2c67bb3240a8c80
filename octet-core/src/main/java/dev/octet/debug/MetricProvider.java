package dev.octet.debug;

import java.util.Map;

/**
 * Metrics from outside of Octet: a class in a jar that is named in the jar's file {@code
 * META-INF/services/dev.octet.debug.MetricProvider} and has a public constructor without
 * parameters. {@code octet debug --plugin JAR --metric NAME} asks for them by name.
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
}
