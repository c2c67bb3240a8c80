package dev.octet.plan;

import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What loops carry from turn to turn, and what goes in and out of branches, as far as it is carried
 * in integers. The value before a loop, the input of its condition and of its body, what the body
 * gives back and what comes out are all one type with one scale and zero point.
 */
public final class CarriedState {
  private static final CarriedState NONE = new CarriedState(Map.of(), Map.of());

  private final Map<Tensor, Set<Tensor>> sharing;
  private final Map<Integer, List<Tensor>> outputs;

  /**
   * State.
   *
   * @param sharing for each input of a graph and each result of a node all tensors it is one with
   * @param outputs for each graph that is run what its outputs become: inputs or results
   */
  CarriedState(Map<Tensor, Set<Tensor>> sharing, Map<Integer, List<Tensor>> outputs) {
    this.sharing = Map.copyOf(sharing);
    this.outputs = Map.copyOf(outputs);
  }

  /** Everything is carried as it is. */
  public static CarriedState none() {
    return NONE;
  }

  /** Whether this input of a graph, or result of a loop or branch, is carried in integers. */
  public boolean contains(Tensor inputOrResult) {
    return sharing.containsKey(inputOrResult);
  }

  /** All tensors that are one with this input or result; none if it is not carried in integers. */
  public Set<Tensor> sharing(Tensor inputOrResult) {
    return sharing.getOrDefault(inputOrResult, Set.of());
  }

  /** What the outputs of a graph become: inputs or results; empty for a graph that nobody runs. */
  public List<Tensor> outputsOf(int graph) {
    return outputs.getOrDefault(graph, List.of());
  }
}
