package dev.octet.op;

import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an integer LSTM must give: the LSTM of the textbook whose state is rounded after each step
 * to the steps of its output, and before its projection to 255 steps.
 */
final class RecurrentOracle {
  /** How far off hybrid kernels may be whose outputs are between −1 and 1. */
  static final double HYBRID_ERROR = 0.02;

  private static final List<String> SQUASHING =
      List.of(
          "LSTM",
          "UNIDIRECTIONAL_SEQUENCE_LSTM",
          "BIDIRECTIONAL_SEQUENCE_LSTM",
          "RNN",
          "UNIDIRECTIONAL_SEQUENCE_RNN",
          "BIDIRECTIONAL_SEQUENCE_RNN");

  private final Node node;
  private final OpData data;

  RecurrentOracle(Model model, OpData data) {
    this.node = model.main().nodes().getFirst();
    this.data = data;
  }

  static boolean squashes(String op) {
    return SQUASHING.contains(op);
  }

  static boolean keepsState(String op) {
    return squashes(op) || op.equals("SVDF");
  }

  /** Whether int8 takes the place of a float constant: of matrices, in hybrid ops of peepholes. */
  static boolean isInt8(Node node, int input, boolean integer) {
    Tensor tensor = Objects.requireNonNull(node.input(input));
    boolean isMatrix = tensor.shape().rank() == 2;
    return switch (node.op()) {
      case "SVDF" -> input == 1 || (input == 2 && !integer);
      case "BIDIRECTIONAL_SEQUENCE_LSTM" ->
          isMatrix || List.of(9, 10, 11, 26, 27, 28).contains(input);
      case "LSTM", "UNIDIRECTIONAL_SEQUENCE_LSTM" ->
          isMatrix || (!integer && List.of(9, 10, 11).contains(input));
      default -> isMatrix;
    };
  }

  /** Time weights of SVDF in 10 bits, or so that a unit's sum with 16-bit states has 30 bits. */
  static float[] timeWeights(Node node, float[] weights) {
    int units = node.output(0).shape().dim(1);
    double step = 0;
    for (int u = 0; u < units; u++) {
      double sum = 0;
      for (int i = 0; i < weights.length / units; i++) {
        float weight = Math.abs(weights[u * (weights.length / units) + i]);
        sum += weight;
        step = Math.max(step, weight / 512);
      }
      step = Math.max(step, sum / (1 << 15));
    }
    return new Steps(step, 0, -32768, 32767).round(weights);
  }

  /** Its results for these inputs, which are rounded already. */
  List<List<float[]>> run(List<List<float[]>> inputs, Steps output) {
    var exact = new TextbookLstm(node, h -> h, h -> h);
    for (List<float[]> sample : data.samples()) {
      exact.run(sample.getFirst());
    }
    Steps hidden = Steps.weights(exact.largestHidden(), Steps.largestInteger(8));
    var rounding = new TextbookLstm(node, output::round, hidden::round);
    var results = new ArrayList<List<float[]>>();
    for (List<float[]> sample : inputs) {
      results.add(List.of(rounding.run(sample.getFirst())));
    }
    return results;
  }

  static float @Nullable [] floats(@Nullable Tensor constant) {
    return constant == null
        ? null
        : Objects.requireNonNull(constant.data()).bytes().toArray(Constant.F32);
  }
}
