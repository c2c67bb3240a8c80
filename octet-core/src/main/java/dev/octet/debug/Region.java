package dev.octet.debug;

import dev.octet.model.ControlFlow;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ops between some tensors and one output: what is computed anew of the one graph or the other
 * where they have different ops for the same thing.
 *
 * @param nodes in order
 * @param reads the tensors that they read and do not make, constants left out
 */
record Region(Set<Node> nodes, Set<Tensor> reads) {
  /** What is longer was not made from one op, or into one. */
  private static final int MOST = 64;

  /**
   * The ops that lead to a node.
   *
   * @param isKnown where to stop
   * @param maker the op that makes a tensor, or null
   * @return empty if it leads beyond what is known, or over an op with effects
   */
  static Optional<Region> of(
      Node last, Predicate<Tensor> isKnown, Function<Tensor, @Nullable Node> maker) {
    var region = new Region(new LinkedHashSet<>(), new LinkedHashSet<>());
    return region.add(last, isKnown, maker) ? Optional.of(region) : Optional.empty();
  }

  /** How many ops it has that do more than to change types. */
  long ops() {
    return nodes.stream().filter(n -> !Origins.isBorder(n)).count();
  }

  private boolean add(
      Node node, Predicate<Tensor> isKnown, Function<Tensor, @Nullable Node> maker) {
    if (nodes.contains(node)) {
      return true;
    }
    if (nodes.size() >= MOST || !isPure(node)) {
      return false;
    }
    for (Tensor input : node.inputs()) {
      if (input == null || input.isConstant() || input.isVariable()) {
        continue;
      }
      if (isKnown.test(input)) {
        reads.add(input);
        continue;
      }
      Node made = maker.apply(input);
      if (made == null || !add(made, isKnown, maker)) {
        return false;
      }
    }
    return nodes.add(node);
  }

  /** Whether an op can be run a second time, beside itself, and nobody notices. */
  static boolean isPure(Node node) {
    return ControlFlow.graphs(node).isEmpty()
        && !node.outputs().isEmpty()
        && node.outputs().stream().noneMatch(Region::isHandle)
        && node.inputs().stream().noneMatch(t -> t != null && isHandle(t));
  }

  private static boolean isHandle(Tensor tensor) {
    return switch (tensor.type()) {
      case RESOURCE, VARIANT -> true;
      default -> false;
    };
  }
}
