package dev.octet.evaluate;

import dev.octet.data.InputSpec;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import java.util.stream.LongStream;

/**
 * Foresees the memory of a run on large inputs: the runtime aborts the process when it runs out.
 */
final class Memory {
  private static final double LIMIT = 8e9;

  private Memory() {}

  /** Checks that activations, grown like the input that grows most, are not too large. */
  static void check(Graph graph, Samples samples) {
    double growth = 1;
    for (int i = 0; i < samples.inputs().size(); i++) {
      InputSpec input = samples.inputs().get(i);
      double elements = 1;
      for (int d : samples.dims(0, i)) {
        elements *= d;
      }
      growth = Math.max(growth, elements / Math.max(1, input.shape().elements()));
    }
    double bytes = growth * activations(graph).sum();
    if (growth > 1 && bytes > LIMIT) {
      throw new OctetException(
              ErrorCode.MODEL_TOO_LARGE,
              "inputs of this size would take about %.0f GB of memory".formatted(bytes / 1e9))
          .advise("give fewer samples at once");
    }
  }

  private static LongStream activations(Graph graph) {
    return graph.tensors().stream()
        .filter(t -> !t.isConstant())
        .mapToLong(t -> t.type().bytes(t.shape().elements()));
  }
}
