package dev.octet.cli;

import dev.octet.format.tensorflow.weights.WeightSettings;
import java.nio.file.Path;

/**
 * One {@code octet quantize-weights}, checked.
 *
 * <p>The constructor throws {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param graph the graph's file
 * @param output where the result goes
 * @param settings what to do with which constants
 */
record QuantizeWeightsOptions(Path graph, Path output, WeightSettings settings) {
  QuantizeWeightsOptions {
    ModelPaths.requireOther(graph, output);
  }
}
