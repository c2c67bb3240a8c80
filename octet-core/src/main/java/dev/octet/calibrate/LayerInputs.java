package dev.octet.calibrate;

import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What ops with weights read of a float model, on the average over samples: enough to tell what
 * another rounding of the weights would change. A value.
 */
public final class LayerInputs {
  private static final LayerInputs NONE = new LayerInputs(Set.of(), Map.of(), Map.of(), List.of());

  private final Set<Kind> kinds;
  private final Map<Node, Means> means;
  private final Map<Constant, Moments> moments;
  private final List<String> notes;

  /** What can be gathered. */
  public enum Kind {
    /** The mean of what each node reads. */
    MEANS,
    /** How that varies together. */
    MOMENTS
  }

  /**
   * The mean patch of a node.
   *
   * @param layout of its weights
   * @param values of the first group's patch, of the second's, …; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Means(WeightLayout layout, double[] values) {}

  /**
   * How the inputs of weights vary together, over all nodes that have them.
   *
   * @param layout of the weights
   * @param patches what was seen
   * @param biased whether all of these nodes can have a bias
   */
  public record Moments(WeightLayout layout, PatchMoments patches, boolean biased) {}

  LayerInputs(
      Set<Kind> kinds, Map<Node, Means> means, Map<Constant, Moments> moments, List<String> notes) {
    this.kinds = Set.copyOf(kinds);
    this.means = Map.copyOf(means);
    this.moments = Map.copyOf(moments);
    this.notes = List.copyOf(notes);
  }

  /** Nothing was seen. */
  public static LayerInputs none() {
    return NONE;
  }

  /** What was asked for. */
  public Set<Kind> kinds() {
    return kinds;
  }

  /** What a node reads on the average. */
  public Optional<Means> of(Node node) {
    return Optional.ofNullable(means.get(node));
  }

  /** How that varies which meets these weights. */
  public Optional<Moments> ofWeights(Tensor weights) {
    return Optional.ofNullable(weights.data()).map(moments::get);
  }

  /** What could not be seen and why, a line each. */
  public List<String> notes() {
    return notes;
  }
}
