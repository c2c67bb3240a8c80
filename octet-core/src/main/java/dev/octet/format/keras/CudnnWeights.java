package dev.octet.format.keras;

import dev.octet.lower.Activation;
import dev.octet.lower.Array;
import dev.octet.lower.Cell;
import dev.octet.lower.GruCell;
import dev.octet.lower.LstmCell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The cells of {@code CuDNNLSTM} and {@code CuDNNGRU}, whose weights lie as cuDNN wants them: each
 * gate's matrix transposed, and a bias for each of the two products. (Source: Keras 2's {@code
 * hdf5_format.py}.)
 */
final class CudnnWeights {
  private CudnnWeights() {}

  static Cell lstm(LayerCall call) {
    int units = call.config().integer("units");
    Variables v = call.variables("kernel", "recurrent_kernel", "bias");
    int gates = 4 * units;
    Array biases = v.get("bias", 2 * gates);
    Array bias = biases.slice(0, 0, gates);
    float[] sum = bias.floats();
    float[] other = biases.slice(0, gates, gates).floats();
    for (int i = 0; i < gates; i++) {
      sum[i] += other[i];
    }
    return LstmCell.standard(kernel(v, 4, units), recurrent(v, 4, units), Array.vector(sum));
  }

  static Cell gru(LayerCall call) {
    int units = call.config().integer("units");
    Variables v = call.variables("kernel", "recurrent_kernel", "bias");
    Array bias = v.get("bias", 6 * units);
    return new GruCell(
        kernel(v, 3, units),
        recurrent(v, 3, units),
        bias.slice(0, 0, 3 * units),
        bias.slice(0, 3 * units, 3 * units),
        Activation::tanh,
        Activation::sigmoid,
        true);
  }

  private static Array kernel(Variables v, int gates, int units) {
    return each(
        v.get("kernel", -1, gates * units),
        gates,
        k -> k.reshaped(units, k.dim(0)).transposed(1, 0));
  }

  private static Array recurrent(Variables v, int gates, int units) {
    return each(v.get("recurrent_kernel", units, gates * units), gates, k -> k.transposed(1, 0));
  }

  /** With each gate's matrix changed. */
  private static Array each(Array weights, int gates, UnaryOperator<Array> change) {
    int units = weights.dim(1) / gates;
    var parts = new ArrayList<float[]>();
    for (int i = 0; i < gates; i++) {
      parts.add(change.apply(weights.slice(1, i * units, units)).floats());
    }
    return joined(parts, weights.dim(0), units);
  }

  private static Array joined(List<float[]> parts, int rows, int units) {
    int width = parts.size() * units;
    var joined = new float[rows * width];
    for (int p = 0; p < parts.size(); p++) {
      for (int row = 0; row < rows; row++) {
        System.arraycopy(parts.get(p), row * units, joined, row * width + p * units, units);
      }
    }
    return Array.of(joined, rows, width);
  }
}
