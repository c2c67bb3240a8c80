package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bounds the memory that the activations of a graph take at once. */
final class Memory {
  /** More than this is a broken file, not a model. */
  static final long LIMIT = 16L << 30;

  private Memory() {}

  /**
   * Checks a graph.
   *
   * @throws OctetException MODEL_TOO_LARGE
   */
  static void check(Graph graph, ShapeInference shapes) {
    Map<Tensor, Integer> lastUse = lastUses(graph);
    var dying = new HashMap<Integer, List<Tensor>>();
    lastUse.forEach((tensor, at) -> dying.computeIfAbsent(at, _ -> new ArrayList<>()).add(tensor));
    long live = 0;
    for (Tensor input : graph.inputs()) {
      live = add(live, input, shapes);
    }
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (Tensor output : graph.nodes().get(i).outputs()) {
        live = add(live, output, shapes);
      }
      for (Tensor dead : dying.getOrDefault(i, List.of())) {
        live -= bytes(dead, shapes);
      }
    }
  }

  private static Map<Tensor, Integer> lastUses(Graph graph) {
    var last = new HashMap<Tensor, Integer>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      for (Tensor input : node.inputs()) {
        if (input != null && !input.isConstant() && !input.isVariable()) {
          last.put(input, i);
        }
      }
      for (Tensor output : node.outputs()) {
        last.putIfAbsent(output, i);
      }
    }
    // what comes in or goes out is there all the time
    graph.inputs().forEach(last::remove);
    graph.outputs().forEach(last::remove);
    return last;
  }

  private static long add(long live, Tensor tensor, ShapeInference shapes) {
    long sum = live + bytes(tensor, shapes);
    if (sum > LIMIT) {
      throw new OctetException(
          ErrorCode.MODEL_TOO_LARGE,
          "tensor '%s' brings the activations to %,d bytes".formatted(tensor.name(), sum));
    }
    return sum;
  }

  /** Bytes of a tensor, at most a little over the limit. */
  private static long bytes(Tensor tensor, ShapeInference shapes) {
    if (tensor.isConstant()) {
      return 0;
    }
    long bits = Math.max(8, tensor.type().bits());
    double bytes = bits / 8.0;
    for (int dim : shapes.shape(tensor)) {
      bytes *= dim;
    }
    return (long) Math.min(bytes, LIMIT + 1);
  }
}
