package dev.octet.format.tflite;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Set;

/**
 * Checks weights below 8 bits: kernels that do not know them take packed bytes for one weight each
 * and read past their end, and XNNPACK divides by zero where an op has no use for blocks.
 */
final class LowBitRules {
  private static final Set<String> OPS_WITH_BLOCKS = Set.of("FULLY_CONNECTED", "EMBEDDING_LOOKUP");
  private static final int WEIGHTS = 1;

  private LowBitRules() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    if (node.operation().custom()) {
      return;
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      if (input != null && input.quantization() instanceof Blockwise blocks) {
        blocks(node, i, input, blocks);
      }
    }
    Tensor weights = node.inputs().size() > WEIGHTS ? node.input(WEIGHTS) : null;
    if (weights != null && isPacked(weights) && readsBytes(node)) {
      throw TfliteReader.malformed(
          "weight %s is packed, and the kernel would take each byte for one value"
              .formatted(weights));
    }
  }

  private static void blocks(Node node, int index, Tensor input, Blockwise blocks) {
    if (index != WEIGHTS || !OPS_WITH_BLOCKS.contains(node.op())) {
      throw TfliteReader.malformed(
          "%s has a scale for each block, of which the op knows nothing".formatted(input));
    }
    if (blocks.scales().type() != ElementType.FLOAT16) {
      throw TfliteReader.malformed("the scales of blocks are %s".formatted(blocks.scales()));
    }
    Shape shape = input.shape();
    if (shape.rank() != 2 || shape.dim(1) % blocks.blockSize() != 0) {
      throw TfliteReader.malformed(
          "%s has rows that blocks of %d do not divide".formatted(input, blocks.blockSize()));
    }
  }

  private static boolean isPacked(Tensor tensor) {
    int bits = tensor.type().bits();
    return bits > 0 && bits < Byte.SIZE;
  }

  private static boolean readsBytes(Node node) {
    Tensor data = node.input(0);
    return switch (node.op()) {
      case "TRANSPOSE_CONV" -> true;
      case "DEPTHWISE_CONV_2D" -> data != null && data.type() == ElementType.INT16;
      default -> false;
    };
  }
}
