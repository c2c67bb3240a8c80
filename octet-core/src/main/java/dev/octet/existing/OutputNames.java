package dev.octet.existing;

import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Activations that take over the name of a graph's output when the op that made it goes. */
final class OutputNames {
  private final Graph graph;
  private final Map<Tensor, Tensor> claimed = new HashMap<>();

  OutputNames(Graph graph) {
    this.graph = graph;
  }

  /** Whether the activation can become that output and is not another one. */
  boolean isFree(Tensor activation, Tensor output) {
    Tensor other = claimed.get(activation);
    return (other == null || other == output)
        && !graph.inputs().contains(activation)
        && !activation.isConstant();
  }

  void claim(Tensor activation, Tensor output) {
    claimed.put(activation, output);
  }

  boolean isClaimedFor(@Nullable Tensor activation, Tensor output) {
    return claimed.get(activation) == output;
  }

  /** The activation under the name it has to have. */
  Tensor apply(Tensor activation) {
    Tensor output = claimed.get(activation);
    return output == null ? activation : activation.withName(output.name());
  }
}
