package dev.octet.op;

import static dev.octet.op.Constraint.OUTPUT_LIKE_INPUT;
import static dev.octet.op.OpRow.PER_TENSOR;
import static dev.octet.op.RowBuilder.row;

import dev.octet.model.Node;
import java.util.List;

/** Ops with weights and a bias. */
final class WeightedRows {
  private WeightedRows() {}

  static List<RowBuilder> all() {
    return List.of(
        row("CONV_2D")
            .activation(0)
            .weight(1, 0)
            .bias(2)
            .patches(InputPatches.WINDOWS)
            .integer(3, 4)
            .hybrid(0, 5, false)
            .fourBits(FourBitRows.convolution())
            .where(n -> Operand.isConstant(n, 1), "its filter is not constant")
            .where(n -> Operand.isConstantOrAbsent(n, 2), "its bias is not constant"),
        row("DEPTHWISE_CONV_2D")
            .activation(0)
            .weight(1, 3)
            .bias(2)
            .patches(InputPatches.CHANNEL_WINDOWS)
            .integer(3, 5)
            .hybrid(0, 6, false)
            .fourBits(FourBitRows.depthwiseConvolution())
            .where(n -> Operand.isConstant(n, 1), "its filter is not constant")
            .where(n -> Operand.isConstantOrAbsent(n, 2), "its bias is not constant"),
        row("FULLY_CONNECTED")
            .activation(0)
            .weight(1, 0)
            .bias(2)
            .patches(InputPatches.ROWS)
            .integer(4, 7)
            .hybrid(9, 12, true)
            .fourBits(FourBitRows.fullyConnected())
            .options("FullyConnectedOptions")
            .where(
                n -> Operand.isConstant(n, 1) || n.input(2) == null,
                "its weights are not constant and it has a bias")
            .where(n -> Operand.isConstantOrAbsent(n, 2), "its bias is not constant")
            .int16Where(n -> Operand.isConstant(n, 1), "its weights are not constant")
            .where(WeightedRows::hasDefaultWeightsFormat, "its weights are shuffled"),
        row("TRANSPOSE_CONV")
            .activation(2)
            .weight(1, 0)
            .bias(3, 3)
            .patches(InputPatches.SPREAD_WINDOWS)
            .integer(3, 3)
            .hybrid(3, 3, false)
            .where(n -> Operand.isConstant(n, 1), "its filter is not constant")
            .where(n -> Operand.isConstantOrAbsent(n, 3), "its bias is not constant"),
        row("BATCH_MATMUL")
            .activation(0, 1)
            .weight(0, PER_TENSOR)
            .weight(1, PER_TENSOR)
            .patches(InputPatches.MATRIX_ROWS)
            .integer(2, 3)
            .hybrid(4, 0, true)
            .options("BatchMatMulOptions")
            .hybridWhere(n -> !Operand.isConstant(n, 0), "the constant is its left operand"),
        row("EMBEDDING_LOOKUP")
            .activation(1)
            .weight(1, 0)
            .constrained(OUTPUT_LIKE_INPUT)
            .integer(1, 0)
            .hybrid(1, 4, false)
            .fourBits(FourBitRows.embeddingLookup()),
        row("CONV_3D").activation(0).weight(1, 4).bias(2).patches(InputPatches.VOLUME_WINDOWS),
        row("CONV_3D_TRANSPOSE").activation(2).weight(1, 3));
  }

  private static boolean hasDefaultWeightsFormat(Node node) {
    var options = node.operation().options();
    return options == null || options.name("weights_format", "DEFAULT").equals("DEFAULT");
  }
}
