package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The placeholder by which Keras told training from use, for as long as it ran in sessions: it is
 * false in a model that is used.
 */
final class LearningPhase {
  private static final Pattern NAME =
      Pattern.compile("(.*/)?keras_learning_phase(_\\d+)?(/input)?");

  private LearningPhase() {}

  static boolean is(NodeDef node) {
    return node.op().equals("Placeholder")
        && NAME.matcher(node.name()).matches()
        && node.attrs().type("dtype", DataType.UNKNOWN) == DataType.BOOL;
  }

  /** What to tell the user. */
  static String note(NodeDef phase) {
    return "took '%s' for false, as it is when a model is used".formatted(phase.name());
  }

  /** The nodes with a constant for it, unless it is an input. */
  static List<NodeDef> off(List<NodeDef> nodes, Set<String> inputs) {
    return nodes.stream()
        .map(n -> is(n) && !inputs.contains(n.name()) ? off(n.name()) : n)
        .toList();
  }

  private static NodeDef off(String name) {
    NewAttrs attrs = new NewAttrs().type("dtype", DataType.BOOL).scalar("value", DataType.BOOL, 0);
    return new NodeDef(name, "Const", List.of(), List.of(), attrs.done());
  }
}
