package dev.octet.debug;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which tensor holds the values that another only has in another type. */
final class Origins {
  private final Map<Tensor, Tensor> origins = new HashMap<>();

  Origins(Graph graph) {
    for (Node node : graph.nodes()) {
      if (isBorder(node)) {
        origins.put(node.output(0), of(Objects.requireNonNull(node.input(0))));
      }
    }
  }

  /** The tensor itself, or that from which QUANTIZE and DEQUANTIZE made it. */
  Tensor of(Tensor tensor) {
    return origins.getOrDefault(tensor, tensor);
  }

  /** Whether a node only changes the type of values. */
  static boolean isBorder(@Nullable Node node) {
    return node != null
        && (node.operation().is("QUANTIZE") || node.operation().is("DEQUANTIZE"))
        && node.inputs().size() == 1
        && node.outputs().size() == 1
        && node.input(0) != null;
  }
}
