package dev.octet.format.tflite;

import dev.octet.model.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The output shapes of common ops, and what must hold between their inputs. For an op that has no
 * rule here the shapes that the file declares are taken.
 */
final class ShapeRules {
  private static final Map<String, ShapeRule> RULES =
      new Table()
          .put(WindowShapes::convolution, "CONV_2D")
          .put(WindowShapes::depthwiseConvolution, "DEPTHWISE_CONV_2D")
          .put(WindowShapes::transposeConvolution, "TRANSPOSE_CONV")
          .put(WindowShapes::pool, "AVERAGE_POOL_2D MAX_POOL_2D L2_POOL_2D")
          .put(ProductShapes::fullyConnected, "FULLY_CONNECTED")
          .put(ProductShapes::batchMatmul, "BATCH_MATMUL")
          .put(
              ElementwiseShapes::asFirst,
              """
              ABS CAST CEIL COS CUMSUM DENSIFY DEQUANTIZE ELU EXP FAKE_QUANT FLOOR GELU HARD_SWISH \
              L2_NORMALIZATION LEAKY_RELU LOCAL_RESPONSE_NORMALIZATION LOG LOGICAL_NOT LOGISTIC \
              LOG_SOFTMAX NEG QUANTIZE RELU RELU6 RELU_0_TO_1 RELU_N1_TO_1 REVERSE_V2 ROUND RSQRT \
              SIGN SIN SOFTMAX SQRT SQUARE TANH ZEROS_LIKE\
              """)
          .put(
              ElementwiseShapes::broadcast,
              """
              ADD BITWISE_XOR DIV EQUAL FLOOR_DIV FLOOR_MOD GREATER GREATER_EQUAL LESS LESS_EQUAL LOGICAL_AND \
              LOGICAL_OR MAXIMUM MINIMUM MUL NOT_EQUAL POW PRELU RIGHT_SHIFT SQUARED_DIFFERENCE SUB\
              """)
          .put(ElementwiseShapes::select, "SELECT_V2")
          .put(FillShapes::matrixSetDiag, "MATRIX_SET_DIAG")
          .put(FillShapes::dilate, "DILATE")
          .put(FillShapes::sparseToDense, "SPARSE_TO_DENSE")
          .put(StablehloShapes::pad, "STABLEHLO_PAD")
          .put(StablehloShapes::gather, "STABLEHLO_GATHER")
          .put(
              ReductionShapes::reduce,
              "MEAN SUM REDUCE_MAX REDUCE_MIN REDUCE_PROD REDUCE_ANY REDUCE_ALL")
          .put(JoinShapes::concatenation, "CONCATENATION")
          .put(JoinShapes::pack, "PACK")
          .put(LayoutShapes::reshape, "RESHAPE")
          .put(LayoutShapes::transpose, "TRANSPOSE")
          .put(LayoutShapes::depthToSpace, "DEPTH_TO_SPACE")
          .put(LayoutShapes::spaceToDepth, "SPACE_TO_DEPTH")
          .put(SizeShapes::pad, "PAD PADV2 MIRROR_PAD")
          .put(SizeShapes::resize, "RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR")
          .put(SizeShapes::tile, "TILE")
          .put(RecurrentShapes::sequenceLstm, "UNIDIRECTIONAL_SEQUENCE_LSTM")
          .put(RecurrentShapes::lstm, "LSTM")
          .put(RecurrentShapes::bidirectionalLstm, "BIDIRECTIONAL_SEQUENCE_LSTM")
          .put(RecurrentShapes::rnn, "RNN")
          .put(RecurrentShapes::sequenceRnn, "UNIDIRECTIONAL_SEQUENCE_RNN")
          .put(RecurrentShapes::bidirectionalRnn, "BIDIRECTIONAL_SEQUENCE_RNN")
          .put(RecurrentShapes::svdf, "SVDF")
          .put(in -> in.dimensions(1), "BROADCAST_TO")
          .put(in -> in.dimensions(0), "FILL")
          .rules();

  private ShapeRules() {}

  /**
   * The shape of a node's first output; null when no rule tells it.
   *
   * @param inputs the shapes of its inputs; null where one is absent
   * @throws dev.octet.error.OctetException if the inputs do not fit each other
   * @throws ArithmeticException if a dimension is past 2³¹
   */
  static int @Nullable [] infer(Node node, List<int @Nullable []> inputs) {
    ShapeRule rule = node.operation().custom() ? null : RULES.get(node.op());
    return rule == null ? null : rule.output(new Operands(node, inputs));
  }

  /** Collects the rules by the names of their ops. */
  private static final class Table {
    private final Map<String, ShapeRule> rules = new HashMap<>();

    Table put(ShapeRule rule, String ops) {
      for (String op : ops.split(" ", -1)) {
        if (rules.put(op, rule) != null) {
          throw new IllegalStateException("two rules for " + op);
        }
      }
      return this;
    }

    Map<String, ShapeRule> rules() {
      return Map.copyOf(rules);
    }
  }
}
