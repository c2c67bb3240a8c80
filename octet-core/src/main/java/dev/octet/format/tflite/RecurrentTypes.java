package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.model.ElementType.FLOAT32;
import static dev.octet.model.ElementType.INT16;
import static dev.octet.model.ElementType.INT32;
import static dev.octet.model.ElementType.INT8;
import static dev.octet.model.ElementType.UINT8;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the types of ops that keep state: their kernels look at one or two operands and take the
 * rest for granted.
 */
final class RecurrentTypes {
  private static final int LSTM_INTERMEDIATES = 5;
  private static final int LSTM_8_INTERMEDIATES = 12;
  private static final int BASIC_INPUTS = 5;

  private RecurrentTypes() {}

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Node node) {
    switch (node.op()) {
      case "LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM" -> {
        if (node.inputs().size() != BASIC_INPUTS) {
          lstm(node);
        }
      }
      case "BIDIRECTIONAL_SEQUENCE_LSTM" -> bidirectionalLstm(node);
      case "RNN", "UNIDIRECTIONAL_SEQUENCE_RNN" -> {
        floats(node, 0, 3, 4);
        weights(node, 1, 2);
        states(node, FLOAT32, 4);
      }
      case "BIDIRECTIONAL_SEQUENCE_RNN" -> {
        floats(node, 0, 3, 4, 7, 8, 9);
        weights(node, 1, 2, 5, 6, 10, 11);
        states(node, FLOAT32, 4, 8);
      }
      case "SVDF" -> svdf(node);
      default -> {} // keeps no state
    }
  }

  private static void lstm(Node node) {
    boolean integer = type(node, 0) == INT8;
    ElementType weights = weights(node, 1, 2, 3, 4, 16);
    need(!integer || weights == INT8, "weights are %s behind integers", weights.text());
    for (int recurrent = 5; recurrent <= 8; recurrent++) {
      Tensor tensor = node.input(recurrent);
      boolean diagonal = tensor != null && tensor.shape().rank() == 1;
      need(!diagonal || !integer, "weights are a diagonal behind integers");
      types(node, diagonal ? FLOAT32 : weights, recurrent);
    }
    ElementType vectors = integer ? INT16 : FLOAT32;
    types(node, integer ? INT16 : weights, 9, 10, 11);
    types(node, integer ? INT32 : FLOAT32, 12, 13, 14, 15, 17);
    types(node, vectors, 20, 21, 22, 23);
    states(node, integer ? INT8 : FLOAT32, 18);
    states(node, vectors, 19);
    types(node, integer ? INT8 : FLOAT32, 0);
    outputs(node, integer ? INT8 : FLOAT32);
    if (integer) {
      quantized(node);
    }
  }

  /** The kernel goes by the parameters of what is inside without asking whether there are any. */
  private static void quantized(Node node) {
    List<Tensor> inner = node.intermediates();
    boolean all = inner.size() == LSTM_8_INTERMEDIATES && node.op().equals("LSTM");
    need(all || inner.size() == LSTM_INTERMEDIATES, "has %d intermediates", inner.size());
    boolean normalized = node.input(21) != null;
    for (int i = all || normalized ? 0 : LSTM_INTERMEDIATES - 1; i < inner.size(); i++) {
      need(isPerTensor(inner.get(i)), "intermediate %d is not quantized", i);
    }
    for (int input : new int[] {0, 18, 19}) {
      need(isPerTensor(node.input(input)), "input %d is not quantized", input);
    }
    need(isPerTensor(node.output(0)), "the output is not quantized");
    Tensor cell = node.input(19);
    if (!all && cell != null && cell.quantization() instanceof PerTensor(float scale, long _)) {
      int exponent = Math.getExponent(scale);
      boolean shifts = scale == Math.scalb(1f, exponent) && exponent >= -30 && exponent <= 0;
      need(shifts, "the scale %s of its cell state is no power of two", scale);
    }
  }

  private static void bidirectionalLstm(Node node) {
    ElementType weights = weights(node, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16);
    types(node, weights, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 33);
    types(node, weights, 40, 41, 42, 43, 44, 45, 46, 47);
    floats(node, 0, 12, 13, 14, 15, 17, 29, 30, 31, 32, 34, 39);
    states(node, FLOAT32, 35, 36, 37, 38);
  }

  private static void svdf(Node node) {
    boolean integer = type(node, 0) == INT8;
    ElementType weights = weights(node, 1);
    need(!integer || weights == INT8, "weights are %s behind integers", weights.text());
    types(node, integer ? INT16 : weights, 2);
    types(node, integer ? INT32 : FLOAT32, 3);
    types(node, integer ? INT8 : FLOAT32, 0);
    states(node, integer ? INT16 : FLOAT32, 4);
    outputs(node, integer ? INT8 : FLOAT32);
    if (integer) {
      for (int input : new int[] {0, 1, 2, 4}) {
        need(isPerTensor(node.input(input)), "input %d is not quantized", input);
      }
      need(isPerTensor(node.output(0)), "the output is not quantized");
    }
  }

  private static boolean isPerTensor(@Nullable Tensor tensor) {
    return tensor != null && tensor.quantization() instanceof PerTensor;
  }

  /** The one type of these weights: float, or what hybrid kernels know. */
  private static ElementType weights(Node node, int... inputs) {
    ElementType type = null;
    for (int input : inputs) {
      Tensor tensor = node.input(input);
      if (tensor != null) {
        type = type == null ? tensor.type() : type;
        need(tensor.type() == type, "weights are %s and %s", type.text(), tensor.type().text());
      }
    }
    ElementType known = type == null ? FLOAT32 : type;
    boolean fits = known == FLOAT32 || known == INT8 || known == UINT8;
    need(fits, "weights are %s", known.text());
    return known;
  }

  private static void floats(Node node, int... inputs) {
    types(node, FLOAT32, inputs);
    outputs(node, FLOAT32);
  }

  private static void types(Node node, ElementType type, int... inputs) {
    for (int input : inputs) {
      Tensor tensor = node.input(input);
      boolean fits = tensor == null || tensor.type() == type;
      need(fits, "input %d is not %s", input, type.text());
    }
  }

  private static void outputs(Node node, ElementType type) {
    for (Tensor output : node.outputs()) {
      need(output.type() == type, "output %s is not %s", output, type.text());
    }
  }

  /** Of the kernels only those of LSTM and SVDF ask themselves whether a state is a variable. */
  private static void states(Node node, ElementType type, int... inputs) {
    types(node, type, inputs);
    if (!node.op().endsWith("RNN")) {
      return;
    }
    for (int input : inputs) {
      Tensor state = node.input(input);
      need(state != null && state.isVariable(), "state %d is no variable", input);
    }
  }

  private static @Nullable ElementType type(Node node, int input) {
    Tensor tensor = node.input(input);
    return tensor == null ? null : tensor.type();
  }
}
