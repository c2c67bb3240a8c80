package dev.octet.debug;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comparing a quantized model with its float twin showed.
 *
 * @param layers of each quantized op, in the float model's order, signature by signature
 * @param model the figures of the models' outputs that were asked for, by name
 * @param metrics the names of the further figures of layers
 * @param samples how many were run
 * @param notes what the user should know, a line each: ops without a twin, samples left out of a
 *     mean
 */
public record Diagnosis(
    List<LayerStatistics> layers,
    Map<String, Double> model,
    List<String> metrics,
    long samples,
    List<String> notes) {
  /** Copies. */
  public Diagnosis {
    layers = List.copyOf(layers);
    model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
    metrics = List.copyOf(metrics);
    notes = List.copyOf(notes);
  }
}
