package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.model.Tensor;
import java.util.List;

/** What becomes of each operation; one family of them in each class that adds rules. */
final class OperationTable {
  private final LayerTable layers;

  OperationTable(LayerTable layers) {
    this.layers = layers;
  }

  /** Adds the ops of an operation of one result. */
  @FunctionalInterface
  interface One {
    Tensor lower(OperationCall call);
  }

  /** Adds the ops of an operation of several results. */
  @FunctionalInterface
  interface Several {
    List<Tensor> lower(OperationCall call);
  }

  /**
   * Adds a rule. Masks end here: Keras does not hand them through operations.
   *
   * @param names such as {@code ops.Mean tf.math.reduce_mean}
   * @param parameters as {@link Parameters} reads them
   */
  void add(String names, String parameters, One lower) {
    addAll(names, parameters, call -> List.of(lower.lower(call)));
  }

  /** Adds a rule of several results. */
  void addAll(String names, String parameters, Several lower) {
    var matched = new Parameters(parameters);
    for (String name : names.split(" ", -1)) {
      layers.addAll(name, Masks.DROP, call -> lower.lower(OperationCall.of(call, matched)));
    }
  }
}
