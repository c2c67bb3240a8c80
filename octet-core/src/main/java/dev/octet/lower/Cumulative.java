package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.function.BinaryOperator;

/**
 * What comes of all elements so far along an axis.
 *
 * @param axis counted from the front
 * @param exclusive without the element itself
 * @param reverse from the last element on
 */
public record Cumulative(int axis, boolean exclusive, boolean reverse) {

  /** The sum, in 32 bits for narrow integers. */
  public Tensor sum(Lowering g, Tensor x) {
    Tensor wide = Arithmetic.cast(g, x, Arithmetic.widened(x.type()));
    Attributes options =
        Attributes.of("CumsumOptions")
            .with("exclusive", exclusive ? true : null)
            .with("reverse", reverse ? true : null);
    return g.add("CUMSUM", options, wide.shape(), wide, g.scalar(ElementType.INT32, axis));
  }

  /** The product. */
  public Tensor product(Lowering g, Tensor x) {
    return scan(g, x, 1, 1, (a, b) -> Arithmetic.multiply(g, a, b));
  }

  /** The logarithm of the sum of exponentials; of nothing it is −∞. */
  public Tensor logSumExp(Lowering g, Tensor x) {
    return scan(g, x, -Float.MAX_VALUE, Double.NEGATIVE_INFINITY, (a, b) -> logSumExp(g, a, b));
  }

  private static Tensor logSumExp(Lowering g, Tensor a, Tensor b) {
    Tensor apart = Elementwise.absolute(g, Arithmetic.subtract(g, a, b));
    Tensor more = Elementwise.log1p(g, Elementwise.exp(g, Elementwise.negative(g, apart)));
    return Arithmetic.add(g, Arithmetic.maximum(g, a, b), more);
  }

  /**
   * LiteRT has only the sum: each element is joined with the one before it, then with the one two
   * before, four before, and so on.
   *
   * @param neutral what changes nothing when joined
   * @param nothing what comes of no elements
   */
  private Tensor scan(
      Lowering g, Tensor x, double neutral, double nothing, BinaryOperator<Tensor> join) {
    int size = x.shape().dim(axis);
    if (x.shape().isDynamic(axis)) {
      throw new IllegalArgumentException("a running value along an axis of any size");
    }
    Tensor y = x;
    for (int step = 1; step < size; step *= 2) {
      y = join.apply(y, moved(g, y, step, neutral));
    }
    return exclusive ? moved(g, y, 1, nothing) : y;
  }

  private Tensor moved(Lowering g, Tensor x, int by, double value) {
    Shape shape = x.shape();
    var before = new int[shape.rank()];
    var after = new int[shape.rank()];
    (reverse ? after : before)[axis] = by;
    int size = shape.dim(axis) - by;
    if (size == 0) {
      return Arithmetic.shifted(g, Elementwise.zeros(g, x), value);
    }
    return Layout.pad(g, Layout.slice(g, x, axis, reverse ? by : 0, size), before, after, value);
  }
}
