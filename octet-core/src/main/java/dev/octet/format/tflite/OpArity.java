package dev.octet.format.tflite;

import dev.octet.model.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How many inputs and outputs the builtin ops have. Kernels of the runtime address their operands
 * by position, and not all check that they are there: a depthwise convolution without its bias ends
 * the process.
 *
 * @param required leading inputs that must be present
 * @param most inputs
 * @param fewestOutputs outputs
 * @param mostOutputs outputs
 */
record OpArity(int required, int most, int fewestOutputs, int mostOutputs) {
  private static final int MANY = Integer.MAX_VALUE;

  /** Per line: required inputs, most inputs, fewest outputs, most outputs ({@code *}: any), ops. */
  private static final String TABLE =
      """
      0 0 0 0 CALL_ONCE
      0 0 1 1 HASHTABLE VAR_HANDLE
      0 * 0 * WHILE
      1 * 0 * IF
      1 * 1 1 ADD_N CONCATENATION PACK
      1 1 1 1 ABS AVERAGE_POOL_2D BITCAST BUCKETIZE CAST CEIL COMPLEX_ABS COS DENSIFY \
      DEPTH_TO_SPACE DEQUANTIZE ELU EXP FAKE_QUANT FLOOR GELU HARD_SWISH HASHTABLE_SIZE IMAG \
      L2_NORMALIZATION L2_POOL_2D LEAKY_RELU LOCAL_RESPONSE_NORMALIZATION LOG LOGICAL_NOT LOGISTIC \
      LOG_SOFTMAX MATRIX_DIAG MAX_POOL_2D NEG QUANTIZE RANK READ_VARIABLE REAL RELU RELU6 \
      RELU_0_TO_1 RELU_N1_TO_1 ROUND RSQRT SHAPE SIGN SIN SOFTMAX SPACE_TO_DEPTH SQRT SQUARE \
      SQUEEZE TANH WHERE ZEROS_LIKE RANDOM_STANDARD_NORMAL RANDOM_UNIFORM
      1 1 1 * UNPACK
      1 1 2 2 UNIQUE
      1 2 1 1 RESHAPE
      2 2 0 0 ASSIGN_VARIABLE
      2 2 1 1 ADD ARG_MAX ARG_MIN ATAN2 BATCH_MATMUL BITWISE_XOR BROADCAST_ARGS BROADCAST_TO CUMSUM \
      DIV EMBEDDING_LOOKUP EQUAL EXPAND_DIMS FILL FLOOR_DIV FLOOR_MOD GATHER GATHER_ND GREATER \
      GREATER_EQUAL LESS LESS_EQUAL LOGICAL_AND LOGICAL_OR MATRIX_SET_DIAG MAXIMUM MEAN MINIMUM \
      MIRROR_PAD MUL MULTINOMIAL NOT_EQUAL PAD POW PRELU REDUCE_ALL REDUCE_ANY REDUCE_MAX \
      REDUCE_MIN REDUCE_PROD RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR REVERSE_SEQUENCE REVERSE_V2 \
      RFFT2D RIGHT_SHIFT SEGMENT_SUM SQUARED_DIFFERENCE SUB SUM TILE TRANSPOSE
      2 2 1 1 STABLEHLO_ADD STABLEHLO_GATHER STABLEHLO_MAXIMUM STABLEHLO_MINIMUM \
      STABLEHLO_MULTIPLY STABLEHLO_PAD STABLEHLO_REDUCE_WINDOW
      1 * 1 * STABLEHLO_COMPOSITE
      3 3 1 1 STABLEHLO_SCATTER
      2 2 1 * SPLIT
      2 2 2 2 TOPK_V2
      2 3 1 1 CONV_2D CONV_3D
      2 3 1 2 FULLY_CONNECTED
      3 3 0 0 HASHTABLE_IMPORT
      3 3 1 1 DEPTHWISE_CONV_2D
      3 3 1 1 BATCH_TO_SPACE_ND DYNAMIC_UPDATE_SLICE HASHTABLE_FIND PADV2 RANGE SCATTER_ND SELECT \
      SELECT_V2 SLICE SPACE_TO_BATCH_ND UNSORTED_SEGMENT_MAX UNSORTED_SEGMENT_MIN \
      UNSORTED_SEGMENT_PROD UNSORTED_SEGMENT_SUM DILATE
      3 3 1 * SPLIT_V
      3 3 2 2 HASHTABLE_LOOKUP
      3 4 1 1 CONV_3D_TRANSPOSE TRANSPOSE_CONV
      3 5 1 2 SVDF
      4 4 1 1 ONE_HOT SPARSE_TO_DENSE STRIDED_SLICE
      5 5 1 1 EMBEDDING_LOOKUP_SPARSE RNN UNIDIRECTIONAL_SEQUENCE_RNN
      5 5 2 2 NON_MAX_SUPPRESSION_V4
      6 6 3 3 NON_MAX_SUPPRESSION_V5
      1 24 1 4 LSTM UNIDIRECTIONAL_SEQUENCE_LSTM
      1 12 1 2 BIDIRECTIONAL_SEQUENCE_RNN
      1 48 1 2 BIDIRECTIONAL_SEQUENCE_LSTM
      """;

  private static final Map<String, OpArity> OPS = parse();

  /**
   * Checks a node; ops that the table does not know pass.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    OpArity arity = node.operation().custom() ? null : OPS.get(node.op());
    if (arity == null) {
      return;
    }
    int inputs = node.inputs().size();
    int outputs = node.outputs().size();
    if (inputs < arity.required || inputs > arity.most) {
      throw TfliteReader.malformed("has " + inputs + " inputs");
    }
    if (outputs < arity.fewestOutputs || outputs > arity.mostOutputs) {
      throw TfliteReader.malformed("has " + outputs + " outputs");
    }
    if (node.inputs().subList(0, arity.required).stream().anyMatch(Objects::isNull)) {
      throw TfliteReader.malformed("lacks one of its first %d inputs".formatted(arity.required));
    }
  }

  private static Map<String, OpArity> parse() {
    var ops = new HashMap<String, OpArity>();
    TABLE
        .lines()
        .forEach(
            line -> {
              String[] words = line.split(" ", -1);
              var arity =
                  new OpArity(
                      number(words[0]), number(words[1]), number(words[2]), number(words[3]));
              for (int i = 4; i < words.length; i++) {
                ops.put(words[i], arity);
              }
            });
    return Map.copyOf(ops);
  }

  private static int number(String word) {
    return word.equals("*") ? MANY : Integer.parseInt(word);
  }
}
