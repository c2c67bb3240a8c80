package dev.octet.compare;

import dev.octet.model.Footprint;
import dev.octet.model.Footprint.OfType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * What a model has, counted.
 *
 * @param graphs how many, bodies of loops and the like among them
 * @param ops of all graphs
 * @param tensors of all graphs
 * @param parameters the elements of constants that are reals, or integers that stand for such; a
 *     constant that several tensors share counts once
 * @param weightBytes what all constants take
 * @param activationBytes what activations take at most at a time, in the graph that takes most
 * @param weights the constants by type, those that take most first
 */
public record Totals(
    int graphs,
    int ops,
    int tensors,
    long parameters,
    long weightBytes,
    long activationBytes,
    List<OfType> weights) {
  /** Copies the list. */
  public Totals {
    weights = List.copyOf(weights);
  }

  static Totals of(Model model) {
    List<Tensor> constants = Footprint.constants(model);
    List<Graph> graphs = model.graphs();
    return new Totals(
        graphs.size(),
        graphs.stream().mapToInt(g -> g.nodes().size()).sum(),
        graphs.stream().mapToInt(g -> g.tensors().size()).sum(),
        constants.stream().mapToLong(Totals::parameters).sum(),
        constants.stream().mapToLong(Footprint::bytes).sum(),
        graphs.stream().mapToLong(Footprint::peakActivations).max().orElse(0),
        Footprint.constantsByType(model));
  }

  /** The elements of a constant that stand for reals; 0 for sizes, places and texts. */
  static long parameters(Tensor constant) {
    return TensorFacts.of(constant).isReal() ? constant.shape().elements() : 0;
  }
}
