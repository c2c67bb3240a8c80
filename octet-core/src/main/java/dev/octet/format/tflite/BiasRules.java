package dev.octet.format.tflite;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A constant bias has an element for each channel that constant weights make, whatever the shape of
 * the input. LiteRT's kernels check it, XNNPACK does not.
 */
final class BiasRules {
  private BiasRules() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    if (node.operation().custom()) {
      return;
    }
    switch (node.op()) {
      case "CONV_2D", "FULLY_CONNECTED" -> check(node.input(1), 0, node.input(2));
      case "DEPTHWISE_CONV_2D" -> check(node.input(1), 3, node.input(2));
      case "TRANSPOSE_CONV" -> check(node.input(1), 0, node.input(3));
      default -> {}
    }
  }

  private static void check(@Nullable Tensor weights, int axis, @Nullable Tensor bias) {
    if (weights != null
        && bias != null
        && weights.isConstant()
        && bias.isConstant()
        && axis < weights.shape().rank()
        && bias.shape().elements() != weights.shape().dim(axis)) {
      throw TfliteReader.malformed(
          "a bias %s for %d channels".formatted(bias.shape(), weights.shape().dim(axis)));
    }
  }
}
