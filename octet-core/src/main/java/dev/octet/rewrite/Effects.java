package dev.octet.rewrite;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Which ops do more than to compute their outputs from their inputs. */
final class Effects {
  private static final Set<String> OPS =
      Set.of(
          "ASSIGN_VARIABLE",
          "CALL",
          "CALL_ONCE",
          "IF",
          "WHILE",
          "HASHTABLE",
          "HASHTABLE_FIND",
          "HASHTABLE_IMPORT",
          "HASHTABLE_LOOKUP",
          "HASHTABLE_SIZE",
          "MULTINOMIAL",
          "RANDOM_STANDARD_NORMAL",
          "RANDOM_UNIFORM",
          "READ_VARIABLE",
          "VAR_HANDLE");

  private Effects() {}

  /**
   * Whether running a node may be seen elsewhere than in its outputs: by state that it keeps, by
   * graphs that it runs, or in ways that nobody knows (custom ops, ops newer than Octet).
   */
  static boolean may(Node node) {
    return node.operation().custom()
        || OPS.contains(node.op())
        || node.op().startsWith("BUILTIN_")
        || node.op().startsWith("STABLEHLO_")
        || node.operation().extras() != null
        || node.outputs().isEmpty()
        || Stream.concat(node.inputs().stream(), node.outputs().stream())
            .filter(Objects::nonNull)
            .anyMatch(Effects::isState);
  }

  private static boolean isState(Tensor tensor) {
    return tensor.isVariable()
        || tensor.type() == ElementType.RESOURCE
        || tensor.type() == ElementType.VARIANT;
  }
}
