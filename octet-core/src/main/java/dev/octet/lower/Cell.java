package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.List;

/** What a recurrent layer computes at each step of time. The first state is what comes out. */
public sealed interface Cell permits GruCell, LstmCell, SimpleCell {
  /** A function that a cell is told to use: an activation. */
  @FunctionalInterface
  interface Function {
    /** Adds it to a graph, be it that of a loop. */
    Tensor of(Lowering g, Tensor x);
  }

  /** A cell whose weights are constants of one graph. */
  @FunctionalInterface
  interface Step {
    /**
     * The next states.
     *
     * @param projected what {@link #project} made, of this step
     * @param states {@code [..., units]} each, as many as the cell has
     */
    List<Tensor> next(List<Tensor> projected, List<Tensor> states);
  }

  /** The size of each state. */
  int units();

  /** How many states there are. */
  int states();

  /**
   * What does not depend on states, for all steps at once.
   *
   * @param x {@code [..., in]}
   * @return tensors {@code [..., n]}
   */
  List<Tensor> project(Lowering g, Tensor x);

  /** The rest of it, to be used any number of times. */
  Step in(Lowering g);

  /** The columns of one gate of a weight whose last dimension is that of all gates. */
  static Array gate(Array weights, int gate, int units) {
    return gates(weights, gate, 1, units);
  }

  /** The columns of some gates. */
  static Array gates(Array weights, int first, int count, int units) {
    return weights.slice(-1, first * units, count * units);
  }

  /** The sum of two vectors. */
  static Array sum(Array a, Array b) {
    float[] values = a.floats();
    float[] others = b.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] += others[i];
    }
    return Array.vector(values);
  }
}
