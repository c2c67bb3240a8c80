package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Lets what LiteRT computes along the last dimension only go along others. */
final class LastDimension {
  private LastDimension() {}

  /**
   * Moves some axes behind all others, as one dimension, and back.
   *
   * @param along keeps the shape of what it gets
   */
  static Tensor of(Lowering g, Tensor x, int[] axes, UnaryOperator<Tensor> along) {
    int rank = x.shape().rank();
    int[] last = Dims.sorted(x.shape(), axes);
    int[] order =
        IntStream.concat(Arrays.stream(Dims.without(rank, last)), Arrays.stream(last)).toArray();
    Tensor moved = Layout.transpose(g, x, order);
    Shape shape = moved.shape();
    Tensor merged = Layout.reshape(g, moved, Dims.merge(shape, rank - last.length, rank));
    Tensor y = Layout.reshape(g, along.apply(merged), shape);
    return Layout.transpose(g, y, Dims.inverse(order));
  }
}
