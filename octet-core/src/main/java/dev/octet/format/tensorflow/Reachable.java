package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Functions that are not lowered any more, since what they are given could not be made. */
final class Reachable {
  private Reachable() {}

  /** Notes all ops without a rule in the functions that a node may run. */
  static void noteUnknown(Program program, NodeDef node) {
    Deque<String> left = new ArrayDeque<>(functions(node));
    Set<String> seen = new HashSet<>();
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (seen.add(name)) {
        for (NodeDef inner : program.function(name).nodes()) {
          if (program.table().find(inner.op()).isEmpty() && !SideEffects.isHarmless(inner.op())) {
            program.refusals().unknown(inner);
          }
          left.addAll(functions(inner));
        }
      }
    }
  }

  private static List<String> functions(NodeDef node) {
    Attrs attrs = node.attrs();
    var functions = new ArrayList<>(attrs.functions("branches"));
    attrs.names().stream()
        .filter(a -> attrs.isFunction(a) && !a.equals("_gradient_op_type"))
        .map(attrs::function)
        .forEach(functions::add);
    return functions;
  }
}
