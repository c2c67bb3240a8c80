package dev.octet;

import dev.octet.data.DataOptions;
import dev.octet.evaluate.ModelMetric;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be tuned, and on what.
 *
 * @param model the float model
 * @param reading what to make of what the model leaves open
 * @param recipe what to start from, such as that of a mode
 * @param calibrate representative samples, as {@link dev.octet.data.Datasets} reads them; none for
 *     recipes that need none
 * @param samples how many of those to use at most, or null for all
 * @param data the samples to measure on
 * @param labels the right class of each of these, or null
 * @param reads how all of these are read
 * @param metric the name of the metric, or null for the usual one
 * @param metrics further ones to choose from
 * @param output the name of the output to look at, or null for the first
 * @param kernels which implementation of the ops measures
 * @param threads how many engines run side by side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tuning(
    Path model,
    ReadOptions reading,
    Recipe recipe,
    List<String> calibrate,
    @Nullable Integer samples,
    List<String> data,
    @Nullable List<Integer> labels,
    DataOptions reads,
    @Nullable String metric,
    Map<String, ModelMetric> metrics,
    @Nullable String output,
    KernelSet kernels,
    int threads) {
  /** Copies the lists. */
  public Tuning {
    calibrate = List.copyOf(calibrate);
    data = List.copyOf(data);
    metrics = Map.copyOf(metrics);
    labels = labels == null ? null : List.copyOf(labels);
  }
}
