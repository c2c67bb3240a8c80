package dev.octet.format.tflite;

import static dev.octet.model.ElementType.FLOAT32;
import static dev.octet.model.ElementType.INT8;

import dev.octet.model.Node;
import dev.octet.model.Tensor;

/**
 * Checks types that kernels take for granted and do not look at: they read one operand in the type
 * of another, past its end if that is wider.
 */
final class TypeRules {
  private TypeRules() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    if (a == null || b == null || node.outputs().isEmpty()) {
      return;
    }
    switch (node.op()) {
      case "STABLEHLO_GATHER" -> require(a.type() == node.output(0).type(), a, node.output(0));
      case "MUL" -> require(a.type() == b.type(), a, b);
      case "EMBEDDING_LOOKUP" -> {
        Tensor rows = node.output(0);
        boolean dequantizes = b.type() != FLOAT32 && rows.type() == FLOAT32;
        require(rows.type() == b.type() || dequantizes, b, rows);
      }
      case "TRANSPOSE_CONV" -> emptyHybrid(node, b);
      default -> {} // its kernel looks
    }
  }

  /** The hybrid kernel divides by the size of its input. */
  private static void emptyHybrid(Node node, Tensor filter) {
    Tensor input = node.input(2);
    if (input != null
        && filter.type() == INT8
        && input.type() == FLOAT32
        && !input.shape().isDynamic()
        && input.shape().elements() == 0) {
      throw TfliteReader.malformed("input " + input + " is empty");
    }
  }

  private static void require(boolean holds, Tensor a, Tensor b) {
    if (!holds) {
      throw TfliteReader.malformed("%s does not go with %s".formatted(a, b));
    }
  }
}
