package dev.octet.debug;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comparing a quantized model with its float twin showed.
 *
 * <p>Of the layers that {@code RMSE/scale} shows to be coarse, few may be those behind a loss of
 * accuracy: see {@link #ranked()}.
 *
 * @param layers of each quantized op, in the float model's order, signature by signature
 * @param inputs of each input that is quantized first: what of its samples gets lost
 * @param model the figures of the models' outputs that were asked for, by name
 * @param metrics the names of the further figures of layers
 * @param samples how many were run
 * @param notes what the user should know, a line each: ops without a twin, samples left out of a
 *     mean
 * @param findings what is wrong, the worst first
 */
public record Diagnosis(
    List<LayerStatistics> layers,
    List<LayerStatistics> inputs,
    Map<String, Double> model,
    List<String> metrics,
    long samples,
    List<String> notes,
    List<Finding> findings) {
  /** Copies. */
  public Diagnosis {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    model = Collections.unmodifiableMap(new LinkedHashMap<>(model));
    metrics = List.copyOf(metrics);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /** The layers, those first that damage most. */
  public List<LayerStatistics> ranked() {
    return layers.stream()
        .sorted(Comparator.comparingDouble(LayerStatistics::damage).reversed())
        .toList();
  }
}
