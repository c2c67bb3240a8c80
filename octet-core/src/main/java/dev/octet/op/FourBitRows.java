package dev.octet.op;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * The 4-bit kernels of the runtime, as they were found by running them; docs/low-bits.md has the
 * figures. Versions: {@code op_version.cc} of LiteRT's converter.
 *
 * <p>Not here: TRANSPOSE_CONV and depthwise convolutions of int16 (they read packed weights as
 * int8), depthwise convolutions of floats and BATCH_MATMUL (they refuse).
 */
final class FourBitRows {
  private static final int INPUT_OF_WEIGHTS = 1;

  private FourBitRows() {}

  static FourBits convolution() {
    return new FourBits(0, 7, 0, 7, 8, List.of(), List.of(), List.of());
  }

  static FourBits depthwiseConvolution() {
    return new FourBits(0, 0, 0, 7, 0, List.of(), List.of(), List.of());
  }

  /** With blocks, LiteRT's own kernel forgets the fused activation. */
  static FourBits fullyConnected() {
    return new FourBits(
        10,
        12,
        12,
        10,
        13,
        List.of(),
        List.of(
            new OpRow.Condition(
                FourBitRows::hasSeveralOutputs, "XNNPACK refuses 4-bit weights of one output")),
        List.of(
            new OpRow.Condition(
                FourBitRows::hasNoFusedActivation,
                "the kernel for blocks leaves out the fused activation")));
  }

  static FourBits embeddingLookup() {
    return new FourBits(
        4,
        4,
        4,
        0,
        0,
        List.of(
            new OpRow.Condition(
                FourBitRows::rowsFillBytes, "its rows have an odd number of elements"),
            new OpRow.Condition(
                FourBitRows::hasTwoAxes, "4-bit look-ups of more than two axes are wrong")),
        List.of(),
        List.of());
  }

  private static boolean hasNoFusedActivation(Node node) {
    var options = node.operation().options();
    return options == null || options.name("fused_activation_function", "NONE").equals("NONE");
  }

  private static boolean hasSeveralOutputs(Node node) {
    Tensor weights = node.input(INPUT_OF_WEIGHTS);
    return weights != null && weights.shape().dim(0) > 1;
  }

  private static boolean hasTwoAxes(Node node) {
    Tensor table = node.input(INPUT_OF_WEIGHTS);
    return table != null && table.shape().rank() == 2;
  }

  /** The kernel takes each row to start on a byte. */
  private static boolean rowsFillBytes(Node node) {
    Tensor table = node.input(INPUT_OF_WEIGHTS);
    return table != null
        && table.shape().dim(0) > 0
        && table.shape().elements() / table.shape().dim(0) % 2 == 0;
  }
}
