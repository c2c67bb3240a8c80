package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.model.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sum of products with weights.
 *
 * @param weights {@code [in, n]} of each tensor that is multiplied
 * @param bias {@code [n]}
 */
record LinearForm(Map<Tensor, Array> weights, Array bias) {
  /** Copies the map. */
  LinearForm {
    weights = Map.copyOf(weights);
  }

  /** The product of a tensor and a weight. */
  static LinearForm of(Tensor x, Array weight) {
    return new LinearForm(Map.of(x, weight), Array.filled(0, weight.dim(1)));
  }

  /** A constant alone. */
  static LinearForm of(Array bias) {
    return new LinearForm(Map.of(), bias);
  }

  /** How many columns there are. */
  int columns() {
    return bias.dim(0);
  }

  /** The sum of two; a bias of one number goes with all columns. */
  Optional<LinearForm> plus(LinearForm other) {
    int columns = Math.max(columns(), other.columns());
    if (!isWide(columns) || !other.isWide(columns)) {
      return Optional.empty();
    }
    Map<Tensor, Array> sums = new LinkedHashMap<>(weights);
    for (Map.Entry<Tensor, Array> e : other.weights.entrySet()) {
      Array own = sums.get(e.getKey());
      sums.put(e.getKey(), own == null ? e.getValue() : sum(own, e.getValue()));
    }
    return Optional.of(
        new LinearForm(sums, sum(bias.broadcast(columns), other.bias.broadcast(columns))));
  }

  private boolean isWide(int columns) {
    return columns() == columns || (columns() == 1 && weights.isEmpty());
  }

  private static Array sum(Array a, Array b) {
    float[] values = a.floats();
    float[] others = b.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] += others[i];
    }
    return Array.of(values, a.shape().dims());
  }

  /** Some of the columns. */
  LinearForm slice(int begin, int size) {
    Map<Tensor, Array> slices = new LinkedHashMap<>();
    weights.forEach((x, w) -> slices.put(x, w.slice(1, begin, size)));
    return new LinearForm(slices, bias.slice(0, begin, size));
  }

  /** Whether nothing but these is multiplied. */
  boolean isOf(Set<Tensor> tensors) {
    return tensors.containsAll(weights.keySet());
  }

  /** The weight of a tensor, zeros where it does not count. */
  Array weight(Tensor x, int in) {
    Array weight = weights.get(x);
    return weight == null ? Array.filled(0, in, columns()) : weight;
  }

  /** The weights of one tensor in several forms, side by side. */
  static Array weights(Tensor x, int in, List<LinearForm> forms) {
    return beside(in, forms.stream().map(f -> f.weight(x, in)).toList());
  }

  /** The biases of several forms behind one another. */
  static Array biases(List<LinearForm> forms) {
    Array row = beside(1, forms.stream().map(f -> f.bias.reshaped(1, f.columns())).toList());
    return row.reshaped(row.dim(1));
  }

  /** Arrays of as many rows side by side. */
  static Array beside(int rows, List<Array> arrays) {
    int columns = arrays.stream().mapToInt(a -> a.dim(1)).sum();
    var all = new float[Math.multiplyExact(rows, columns)];
    int at = 0;
    for (Array a : arrays) {
      float[] values = a.floats();
      for (int row = 0; row < rows; row++) {
        System.arraycopy(values, row * a.dim(1), all, row * columns + at, a.dim(1));
      }
      at += a.dim(1);
    }
    return Array.of(all, rows, columns);
  }
}
