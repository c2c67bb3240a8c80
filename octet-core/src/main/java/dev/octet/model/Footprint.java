package dev.octet.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model takes: the bytes of its constants, and of the activations of a graph. */
public final class Footprint {
  private Footprint() {}

  /**
   * The constants of one type.
   *
   * @param type of their elements
   * @param count how many there are; one that several tensors share counts once
   * @param bytes what they take together
   */
  public record OfType(ElementType type, int count, long bytes) {}

  /** The constants of all graphs by their type, those that take most first. */
  public static List<OfType> constantsByType(Model model) {
    var types = new EnumMap<ElementType, OfType>(ElementType.class);
    for (Tensor tensor : constants(model)) {
      types.merge(
          tensor.type(),
          new OfType(tensor.type(), 1, bytes(tensor)),
          (a, b) -> new OfType(a.type(), a.count() + b.count(), a.bytes() + b.bytes()));
    }
    return types.values().stream()
        .sorted(Comparator.comparingLong(OfType::bytes).reversed())
        .toList();
  }

  /**
   * A tensor for each constant of all graphs, the first that holds it, in the order in which they
   * are met.
   */
  public static List<Tensor> constants(Model model) {
    var first = new LinkedHashMap<Constant, Tensor>();
    for (Graph graph : model.graphs()) {
      for (Tensor tensor : graph.tensors()) {
        if (tensor.data() != null) {
          first.putIfAbsent(tensor.data(), tensor);
        }
      }
    }
    return List.copyOf(first.values());
  }

  /** The bytes of a constant; 0 for an activation. */
  public static long bytes(Tensor tensor) {
    return tensor.data() == null ? 0 : tensor.data().byteSize();
  }

  /**
   * The most bytes that activations need at any one time, at the sizes to start with, when each
   * lives from the node that makes it to the last that reads it. Inputs, outputs and variables live
   * all the time; strings and the like count as nothing. The runtime needs somewhat more: gaps
   * between tensors, and room of its own.
   */
  public static long peakActivations(Graph graph) {
    var ends = ends(graph);
    long live =
        graph.tensors().stream()
            .filter(t -> !t.isConstant() && !ends.containsKey(t))
            .mapToLong(Footprint::activation)
            .sum();
    long peak = live;
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (Tensor output : graph.nodes().get(i).outputs()) {
        live += ends.containsKey(output) ? activation(output) : 0;
      }
      peak = Math.max(peak, live);
      live -=
          endingAt(graph.nodes().get(i), ends, i).stream().mapToLong(Footprint::activation).sum();
    }
    return peak;
  }

  private static List<Tensor> endingAt(Node node, Map<Tensor, Integer> ends, int at) {
    var ending = new ArrayList<Tensor>();
    node.inputs().stream()
        .distinct()
        .filter(t -> t != null && ends.getOrDefault(t, -1) == at)
        .forEach(ending::add);
    node.outputs().stream().filter(t -> ends.getOrDefault(t, -1) == at).forEach(ending::add);
    return ending;
  }

  /** The last node that touches each tensor that comes and goes. */
  private static Map<Tensor, Integer> ends(Graph graph) {
    var ends = new HashMap<Tensor, Integer>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      for (Tensor output : graph.nodes().get(i).outputs()) {
        ends.put(output, i);
      }
      for (Tensor input : graph.nodes().get(i).inputs()) {
        if (input != null) {
          ends.replace(input, i);
        }
      }
    }
    graph.inputs().forEach(ends::remove);
    graph.outputs().forEach(ends::remove);
    return ends;
  }

  private static long activation(Tensor tensor) {
    return tensor.isConstant() ? 0 : tensor.type().bytes(tensor.shape().elements());
  }
}
