package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/**
 * What an op multiplies by: a constant, which is brought into the order that a kernel wants while
 * the model is read, or what the model itself computes, which ops bring into that order.
 *
 * <p>Integers that stand for floats are constants: their scales move along with them.
 */
public sealed interface Weights permits Array, ComputedWeights {
  /** Those of a tensor of a graph. */
  static Weights of(Lowering g, Tensor tensor) {
    return g.values(tensor).<Weights>map(a -> a).orElseGet(() -> new ComputedWeights(g, tensor));
  }

  /** The shape. */
  Shape shape();

  /** The size of a dimension, counted from the end when negative. */
  default int dim(int axis) {
    return shape().dim(axis);
  }

  /** Dimension {@code i} of the result is dimension {@code order[i]} of these. */
  Weights transposed(int... order);

  /** The same elements in another shape. */
  Weights reshaped(int... dims);

  /** With a dimension of size 1 put in before {@code axis}. */
  Weights expanded(int axis);

  /** The elements from {@code begin} on along one axis. */
  Weights slice(int axis, int begin, int size);

  /** The elements in the opposite order along one axis. */
  Weights reversed(int axis);

  /**
   * These for an op to read.
   *
   * @param name of a constant, within the scope
   */
  Tensor in(Lowering g, String name);
}
