package dev.octet.op;

import dev.octet.model.Node;
import dev.octet.op.LstmNode.Gate;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** An LSTM as it is taught, in double, slow and short. */
final class TextbookLstm {
  private final Node node;
  private final LstmNode lstm;
  private final DoubleUnaryOperator outputRounding;
  private final DoubleUnaryOperator hiddenRounding;
  private double largestHidden;

  /**
   * An LSTM.
   *
   * @param outputRounding what happens to the state after each step
   * @param hiddenRounding what happens to values before they are projected
   */
  TextbookLstm(Node node, DoubleUnaryOperator outputRounding, DoubleUnaryOperator hiddenRounding) {
    this.node = node;
    this.lstm = new LstmNode(node);
    this.outputRounding = outputRounding;
    this.hiddenRounding = hiddenRounding;
  }

  /** The largest magnitude that was projected. */
  double largestHidden() {
    return largestHidden;
  }

  /** All outputs, in the order of the op. */
  float[] run(float[] x) {
    int n = lstm.tensor(Gate.OUTPUT.weights()).shape().dim(1);
    int batch = lstm.tensor(LstmNode.CELL_STATE).shape().dim(0);
    int steps = x.length / n / batch;
    var y = new float[batch * steps * lstm.outputs()];
    for (int b = 0; b < batch; b++) {
      double[] h = new double[lstm.outputs()];
      double[] c = new double[lstm.cells()];
      for (int t = 0; t < steps; t++) {
        int row = lstm.isTimeMajor() ? t * batch + b : b * steps + t;
        var input = new double[n];
        for (int i = 0; i < n; i++) {
          input[i] = x[row * n + i];
        }
        h = step(input, h, c);
        for (int i = 0; i < h.length; i++) {
          y[row * h.length + i] = (float) h[i];
        }
      }
    }
    return y;
  }

  private double[] step(double[] x, double[] h, double[] c) {
    double[] f = sums(Gate.FORGET, x, h, c);
    double[] i = lstm.isCoupled() ? f : sums(Gate.INPUT, x, h, c);
    double[] g = sums(Gate.CELL, x, h, c);
    for (int k = 0; k < c.length; k++) {
      double in = lstm.isCoupled() ? 1 - sigmoid(f[k]) : sigmoid(i[k]);
      c[k] = clip(sigmoid(f[k]) * c[k] + in * Math.tanh(g[k]), "cell_clip");
    }
    double[] hidden = sums(Gate.OUTPUT, x, h, c);
    for (int k = 0; k < c.length; k++) {
      hidden[k] = sigmoid(hidden[k]) * Math.tanh(c[k]);
      largestHidden = Math.max(largestHidden, Math.abs(hidden[k]));
    }
    double[] next = hidden;
    if (lstm.isProjected()) {
      for (int k = 0; k < hidden.length; k++) {
        hidden[k] = hiddenRounding.applyAsDouble(hidden[k]);
      }
      next = product(LstmNode.PROJECTION, hidden);
      add(next, RecurrentOracle.floats(node.input(LstmNode.PROJECTION_BIAS)), null);
    }
    for (int k = 0; k < next.length; k++) {
      double value = lstm.isProjected() ? clip(next[k], "proj_clip") : next[k];
      next[k] = outputRounding.applyAsDouble(value);
    }
    return next;
  }

  private double[] sums(Gate gate, double[] x, double[] h, double[] c) {
    double[] sums = product(gate.weights(), x);
    double[] recurrent = product(gate.recurrentWeights(), h);
    for (int k = 0; k < sums.length; k++) {
      sums[k] += recurrent[k];
    }
    add(sums, RecurrentOracle.floats(node.input(gate.peephole())), c);
    float[] bias = Objects.requireNonNull(RecurrentOracle.floats(node.input(gate.bias())));
    if (lstm.isNormalized()) {
      normalize(sums, RecurrentOracle.floats(node.input(gate.normalization())));
    }
    add(sums, bias, null);
    return sums;
  }

  private static void normalize(double[] sums, float @Nullable [] coefficients) {
    double mean = 0;
    for (double s : sums) {
      mean += s / sums.length;
    }
    double variance = 0;
    for (double s : sums) {
      variance += (s - mean) * (s - mean) / sums.length;
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] = (sums[k] - mean) / Math.sqrt(variance);
      sums[k] *= Objects.requireNonNull(coefficients)[k];
    }
  }

  private double[] product(int input, double[] vector) {
    float[] matrix = Objects.requireNonNull(RecurrentOracle.floats(node.input(input)));
    var product = new double[matrix.length / vector.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i / vector.length] += matrix[i] * vector[i % vector.length];
    }
    return product;
  }

  private static void add(double[] sums, float @Nullable [] terms, double @Nullable [] factors) {
    for (int k = 0; terms != null && k < sums.length; k++) {
      sums[k] += terms[k] * (factors == null ? 1 : factors[k]);
    }
  }

  private double clip(double value, String option) {
    double limit = lstm.option(option);
    return limit > 0 ? Math.clamp(value, -limit, limit) : value;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
