package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What nodes do that are run for no result: check, print, save, or change a variable. */
final class SideEffects {
  private static final Set<String> WRITES =
      Set.of(
          "Assign",
          "AssignAdd",
          "AssignSub",
          "AssignVariableOp",
          "AssignAddVariableOp",
          "AssignSubVariableOp",
          "ScatterAdd",
          "ScatterUpdate",
          "ScatterNdUpdate",
          "ResourceScatterAdd",
          "ResourceScatterSub",
          "ResourceScatterMul",
          "ResourceScatterDiv",
          "ResourceScatterMin",
          "ResourceScatterMax",
          "ResourceScatterUpdate",
          "ResourceScatterNdUpdate",
          "ResourceScatterNdAdd",
          "ResourceStridedSliceAssign",
          "LookupTableInsertV2",
          "LookupTableRemoveV2",
          "StackPushV2",
          "QueueEnqueueV2");

  private static final Set<String> HARMLESS =
      Set.of("Assert", "PrintV2", "Timestamp", "MergeSummary");

  private final Program program;
  private final Map<String, NodeDef> nodes;

  SideEffects(Program program, Map<String, NodeDef> nodes) {
    this.program = program;
    this.nodes = nodes;
  }

  /** Whether an op without a rule, that nothing is read of, can be left out. */
  static boolean isHarmless(String op) {
    return HARMLESS.contains(op);
  }

  /** Refuses a node that changes a variable. */
  static OctetException refusal() {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL, "it changes a variable while the model runs")
        .advise("export a signature that only computes, without training or state");
  }

  /** Whether an op changes a variable. */
  static boolean writes(String op) {
    return WRITES.contains(op);
  }

  /**
   * Notes the nodes that change a variable and must run before what was lowered.
   *
   * @param controls what must run for itself
   * @param lowered the nodes that were lowered
   */
  void check(Collection<String> controls, Collection<String> lowered) {
    Deque<String> left = new ArrayDeque<>(controls);
    left.addAll(lowered);
    Set<String> seen = new HashSet<>();
    while (!left.isEmpty()) {
      NodeDef node = nodes.get(left.removeFirst());
      if (node == null || !seen.add(node.name())) {
        continue;
      }
      if (writes(node.op())) {
        program.refusals().refused(node, refusal());
      }
      left.addAll(node.controls());
      node.inputs().forEach(ref -> left.add(ref.node()));
    }
  }
}
