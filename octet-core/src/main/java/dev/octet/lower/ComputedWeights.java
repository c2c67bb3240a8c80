package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/**
 * Weights that the model computes.
 *
 * @param g the graph that computes them
 * @param x what it computes, of a shape that is known
 */
record ComputedWeights(Lowering g, Tensor x) implements Weights {
  @Override
  public Shape shape() {
    return x.shape();
  }

  @Override
  public Weights transposed(int... order) {
    return new ComputedWeights(g, Layout.transpose(g, x, order));
  }

  @Override
  public Weights reshaped(int... dims) {
    return new ComputedWeights(g, Layout.reshape(g, x, Shape.of(dims)));
  }

  @Override
  public Weights expanded(int axis) {
    return new ComputedWeights(g, Layout.expand(g, x, axis));
  }

  @Override
  public Weights slice(int axis, int begin, int size) {
    return new ComputedWeights(g, Layout.slice(g, x, axis, begin, size));
  }

  @Override
  public Weights reversed(int axis) {
    return new ComputedWeights(g, Joining.reverse(g, x, axis));
  }

  @Override
  public Tensor in(Lowering graph, String name) {
    return x;
  }
}
