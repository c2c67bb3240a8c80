package dev.octet.calibrate;

import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import dev.octet.op.LstmNode;
import dev.octet.op.LstmNode.Gate;
import org.jspecify.annotations.Nullable;

/** The weights of one gate of a float LSTM, and the sums it makes of them. */
final class LstmGate {
  private static final float LEAST_VARIANCE = 1e-8f;

  private final float[][] weights;
  private final float[][] recurrentWeights;
  private final float @Nullable [] peephole;
  private final float @Nullable [] bias;
  private final float @Nullable [] normalization;

  LstmGate(LstmNode lstm, Gate gate) {
    this.weights = byColumn(lstm.tensor(gate.weights()));
    this.recurrentWeights = byColumn(lstm.tensor(gate.recurrentWeights()));
    this.peephole = floatsOrNull(lstm.node().input(gate.peephole()));
    this.bias = floatsOrNull(lstm.node().input(gate.bias()));
    this.normalization =
        lstm.isNormalized() ? floatsOrNull(lstm.node().input(gate.normalization())) : null;
  }

  /**
   * What goes into the gate's activation, one value per cell.
   *
   * @param x holds the input from {@code at} on
   * @param sums takes in what is normalized, as it grows; null if nothing is
   */
  float[] sum(float[] x, int at, float[] state, float[] cell, @Nullable Trace sums) {
    var sum = new float[cell.length];
    if (bias != null && normalization == null) {
      System.arraycopy(bias, 0, sum, 0, sum.length);
    }
    addProduct(weights, x, at, sum);
    trace(sums, sum);
    addProduct(recurrentWeights, state, 0, sum);
    trace(sums, sum);
    if (peephole != null) {
      for (int c = 0; c < sum.length; c++) {
        sum[c] += peephole[c] * cell[c];
      }
      trace(sums, sum);
    }
    if (normalization != null) {
      normalize(sum, normalization);
    }
    return sum;
  }

  private static void trace(@Nullable Trace sums, float[] sum) {
    if (sums != null) {
      sums.add(sum);
    }
  }

  private void normalize(float[] sum, float[] coefficients) {
    double mean = 0;
    double squares = 0;
    for (float s : sum) {
      mean += s;
      squares += (double) s * s;
    }
    mean /= sum.length;
    double variance = Math.max(squares / sum.length - mean * mean, LEAST_VARIANCE);
    double inverse = 1 / Math.sqrt(variance);
    for (int c = 0; c < sum.length; c++) {
      double normal = (sum[c] - mean) * inverse * coefficients[c];
      sum[c] = (float) (bias == null ? normal : normal + bias[c]);
    }
  }

  /**
   * Adds matrix times vector; column by column and four at a time. The compiler makes vector
   * instructions of it because each array has the same index.
   */
  static void addProduct(float[][] columns, float[] vector, int at, float[] sum) {
    int c = 0;
    for (; c + 4 <= columns.length; c += 4) {
      addFour(columns, c, vector, at + c, sum);
    }
    for (; c < columns.length; c++) {
      float[] column = columns[c];
      float factor = vector[at + c];
      for (int r = 0; r < sum.length; r++) {
        sum[r] += column[r] * factor;
      }
    }
  }

  private static void addFour(float[][] columns, int c, float[] vector, int at, float[] sum) {
    float[] first = columns[c];
    float[] second = columns[c + 1];
    float[] third = columns[c + 2];
    float[] fourth = columns[c + 3];
    float one = vector[at];
    float two = vector[at + 1];
    float three = vector[at + 2];
    float four = vector[at + 3];
    for (int r = 0; r < sum.length; r++) {
      sum[r] += first[r] * one + second[r] * two + third[r] * three + fourth[r] * four;
    }
  }

  /** The values of a constant (rows, columns), column after column. */
  static float[][] byColumn(Tensor constant) {
    float[] byRow = floats(constant);
    int columns = constant.shape().dim(1);
    var byColumn = new float[columns][constant.shape().dim(0)];
    for (int i = 0; i < byRow.length; i++) {
      byColumn[i % columns][i / columns] = byRow[i];
    }
    return byColumn;
  }

  static float[] floats(Tensor constant) {
    Constant data = constant.data();
    if (data == null) {
      throw new IllegalArgumentException(constant + " is not constant");
    }
    return data.bytes().toArray(Constant.F32);
  }

  static float @Nullable [] floatsOrNull(@Nullable Tensor constant) {
    return constant == null ? null : floats(constant);
  }
}
