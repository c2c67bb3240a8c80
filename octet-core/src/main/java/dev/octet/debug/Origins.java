package dev.octet.debug;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which tensor holds the values that another only has in another type, or once more: what QUANTIZE,
 * DEQUANTIZE, and a RESHAPE to the same shape give.
 */
public final class Origins {
  private final Map<Tensor, Tensor> origins = new HashMap<>();

  /** Looks a graph over. */
  public Origins(Graph graph) {
    for (Node node : graph.nodes()) {
      if (isBorder(node)) {
        origins.put(node.output(0), of(Objects.requireNonNull(node.input(0))));
      }
    }
  }

  /** The tensor itself, or that from which such ops made it. */
  public Tensor of(Tensor tensor) {
    return origins.getOrDefault(tensor, tensor);
  }

  /** Whether a tensor is the same in each run: a constant in whatever type, or absent. */
  boolean isFixed(@Nullable Tensor tensor) {
    return tensor == null || of(tensor).isConstant() || of(tensor).isVariable();
  }

  /** Whether a node only changes the type of values, or nothing. */
  public static boolean isBorder(@Nullable Node node) {
    return node != null
        && node.outputs().size() == 1
        && node.input(0) != null
        && (changesType(node) || keepsShape(node));
  }

  private static boolean changesType(Node node) {
    return (node.operation().is("QUANTIZE") || node.operation().is("DEQUANTIZE"))
        && node.inputs().size() == 1;
  }

  private static boolean keepsShape(Node node) {
    Tensor input = node.input(0);
    Tensor output = node.output(0);
    return node.operation().is("RESHAPE")
        && input != null
        && input.shape().isRanked()
        && IntStream.range(0, input.shape().rank()).filter(input.shape()::isDynamic).count() <= 1
        && input.shape().equals(output.shape());
  }
}
