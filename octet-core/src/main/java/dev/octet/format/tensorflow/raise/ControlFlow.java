package dev.octet.format.tensorflow.raise;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Raises the control flow of TensorFlow 1, in which tensors that are not computed are dead and
 * frames hold the runs of loops, to {@code If} and {@code While}. What has not the form that
 * TensorFlow gives branches and loops is refused.
 */
public final class ControlFlow {
  private ControlFlow() {}

  /** Whether there is anything to raise in a graph. */
  public static boolean isIn(Collection<NodeDef> nodes) {
    return nodes.stream()
        .anyMatch(
            n ->
                Control.of(n) != Control.NONE
                    || n.op().startsWith("TensorArray")
                    || RandomMasks.isRandom(n));
  }

  /**
   * The nodes of a graph that results depend on, without switches, merges and frames.
   *
   * @param roots the results
   * @param controls the names of nodes that run for no result
   * @param given the names of nodes whose values come from outside
   */
  public static List<NodeDef> raise(
      Library library,
      Collection<NodeDef> all,
      List<Ref> roots,
      Collection<String> controls,
      Set<String> given) {
    var nodes = new Nodes(all, given);
    roots.forEach(root -> checkSent(library, nodes, root));
    Set<String> dead = DeadBranches.remove(nodes);
    all.stream()
        .filter(n -> dead.contains(n.name()) && roots.contains(Made.ref(n.name())))
        .forEach(n -> refuse(library, nodes, n));
    RandomMasks.remove(nodes);
    TensorArrays.raise(nodes);
    Loops.raise(nodes, library, roots);
    boolean left =
        nodes.reachable(roots).stream()
            .anyMatch(
                n -> nodes.find(n).map(Control::of).stream().anyMatch(c -> c != Control.NONE));
    return left ? Branches.raise(nodes, library, roots, controls) : List.copyOf(nodes.all());
  }

  /** A switch never sends anything to one of its outputs where its predicate is a constant. */
  private static void checkSent(Library library, Nodes nodes, Ref root) {
    nodes
        .find(root.node())
        .filter(n -> Control.of(n) == Control.SWITCH && n.inputs().size() == 2)
        .filter(
            n ->
                new Predicates(nodes)
                    .of(n.inputs().get(1))
                    .map(value -> value != (root.index() == 1))
                    .orElse(false))
        .ifPresent(n -> refuse(library, nodes, n));
  }

  private static void refuse(Library library, Nodes nodes, NodeDef root) {
    library.refuse(
        root,
        new OctetException(ErrorCode.UNSUPPORTED_MODEL, "it is an output that is never made")
            .advise("name other outputs"));
    nodes.put(Made.nothing(root.name()));
  }
}
