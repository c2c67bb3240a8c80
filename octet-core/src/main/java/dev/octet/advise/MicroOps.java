package dev.octet.advise;

import static dev.octet.advise.Demands.isFloat;
import static dev.octet.advise.Demands.operands;
import static dev.octet.advise.Demands.that;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow.Condition;
import java.util.stream.Stream;

/**
 * What TensorFlow Lite for Microcontrollers has kernels for (source: {@code
 * micro_mutable_op_resolver.h}; the conditions: its reference kernels, which refuse hybrid models
 * and halves).
 */
final class MicroOps {
  private MicroOps() {}

  static OpList list() {
    return new OpList.Rows(notHybrid(), noHalves())
        .take(
            """
            ABS ADD ADD_N ARG_MAX ARG_MIN ASSIGN_VARIABLE AVERAGE_POOL_2D BATCH_MATMUL
            BATCH_TO_SPACE_ND BROADCAST_ARGS BROADCAST_TO CALL_ONCE CAST CEIL CONCATENATION CONV_2D
            COS CUMSUM DEPTH_TO_SPACE DEPTHWISE_CONV_2D DEQUANTIZE DIV DYNAMIC_UPDATE_SLICE ELU
            EMBEDDING_LOOKUP EQUAL EXP EXPAND_DIMS FILL FLOOR FLOOR_DIV FLOOR_MOD FULLY_CONNECTED
            GATHER GATHER_ND GREATER GREATER_EQUAL HARD_SWISH IF L2_NORMALIZATION L2_POOL_2D
            LEAKY_RELU LESS LESS_EQUAL LOG LOG_SOFTMAX LOGICAL_AND LOGICAL_NOT LOGICAL_OR LOGISTIC
            MAX_POOL_2D MAXIMUM MEAN MINIMUM MIRROR_PAD MUL NEG NOT_EQUAL PACK PAD PADV2 PRELU
            QUANTIZE READ_VARIABLE REDUCE_ALL REDUCE_MAX REDUCE_MIN RELU RELU6 RESHAPE
            RESIZE_BILINEAR RESIZE_NEAREST_NEIGHBOR REVERSE_V2 ROUND RSQRT SELECT_V2 SHAPE SIN SLICE
            SOFTMAX SPACE_TO_BATCH_ND SPACE_TO_DEPTH SPLIT SPLIT_V SQRT SQUARE SQUARED_DIFFERENCE
            SQUEEZE STRIDED_SLICE SUB SUM SVDF TANH TRANSPOSE TRANSPOSE_CONV
            UNIDIRECTIONAL_SEQUENCE_LSTM UNPACK VAR_HANDLE WHILE ZEROS_LIKE
            """)
        .takeCustom(
            """
            CIRCULAR_BUFFER SignalDelay SignalEnergy SignalFftAutoScale SignalFilterBank
            SignalFilterBankLog SignalFilterBankSpectralSubtraction SignalFilterBankSquareRoot
            SignalFramer SignalIrfft SignalOverlapAdd SignalPCAN SignalRfft SignalStacker
            SignalWindow TFLM_DECODE TFLite_Detection_PostProcess
            """)
        .build();
  }

  private static Condition notHybrid() {
    return that(
        n -> n.operation().is("DEQUANTIZE") || !isHybrid(n),
        "it reads floats with integer weights (hybrid), which TFLite Micro does not have");
  }

  private static boolean isHybrid(Node node) {
    return inputs(node).anyMatch(t -> !t.isConstant() && isFloat(t.type()))
        && inputs(node).anyMatch(t -> t.isConstant() && t.quantization() != null);
  }

  private static Stream<Tensor> inputs(Node node) {
    return node.inputs().stream().flatMap(Stream::ofNullable);
  }

  private static Condition noHalves() {
    return that(
        n -> operands(n).noneMatch(t -> t.type() == ElementType.FLOAT16),
        "it has float16 values, which TFLite Micro does not have");
  }
}
