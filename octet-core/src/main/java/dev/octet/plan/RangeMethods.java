package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * How the range of each activation is found by a recipe: as it says of the node that makes it, and
 * for inputs of a graph of the first node that reads them.
 */
public final class RangeMethods {
  private final Map<Tensor, RangeMethod> methods = new HashMap<>();

  /** The methods for a model. */
  public RangeMethods(Model model, Recipe recipe) {
    var treatments = new Treatments(model, recipe);
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        RangeMethod method = method(treatments.of(graph, node));
        node.outputs().forEach(t -> methods.put(t, method));
        node.intermediates().forEach(t -> methods.put(t, method));
        for (Tensor input : node.inputs()) {
          if (input != null) {
            methods.putIfAbsent(input, method);
          }
        }
      }
    }
  }

  private static RangeMethod method(Treatment treatment) {
    int bits = treatment.kind() == Treatment.Kind.INT16X8 ? Short.SIZE : Byte.SIZE;
    return treatment.observer().forBits(bits);
  }

  /** That of a tensor of the model. */
  public RangeMethod of(Tensor tensor) {
    return methods.getOrDefault(tensor, new RangeMethod.MinMax());
  }
}
