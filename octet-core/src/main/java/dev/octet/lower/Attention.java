package dev.octet.lower;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/** Dot-product attention: every query takes a mean of all values, weighed by how its keys fit. */
public final class Attention {
  /**
   * How far below all scores one that is masked out is put: its weight is less than 3e-9 then, and
   * the scores keep a range that 8 bits can hold, which {@code −1e9} would not leave them.
   */
  private static final double OUT = -20;

  private Attention() {}

  /**
   * What attention gives.
   *
   * @param values the weighed values
   * @param weights of each value for each query
   */
  public record Result(Tensor values, Tensor weights) {}

  /**
   * The values weighed by the products of queries and keys.
   *
   * @param query {@code [..., t, d]}, scaled
   * @param key {@code [..., s, d]}
   * @param value {@code [..., s, v]}
   * @param mask {@code [..., t, s]} or what broadcasts to it: true where a value counts; or null
   * @return values {@code [..., t, v]} and weights {@code [..., t, s]}
   */
  public static Result dot(
      Lowering g, Tensor query, Tensor key, Tensor value, @Nullable Tensor mask) {
    return of(g, MatrixProduct.of(g, query, key, false, true), value, mask);
  }

  /**
   * The values weighed by the softmax of scores.
   *
   * @param scores {@code [..., t, s]}
   */
  public static Result of(Lowering g, Tensor scores, Tensor value, @Nullable Tensor mask) {
    Tensor weights = Activation.softmax(g, mask == null ? scores : masked(g, scores, mask));
    return new Result(MatrixProduct.of(g, weights, value, false, false), weights);
  }

  private static Tensor masked(Lowering g, Tensor scores, Tensor mask) {
    Tensor least = Reduction.reduce(g, "REDUCE_MIN", scores, true, -1);
    return Selection.where(g, mask, scores, Arithmetic.shifted(g, least, OUT));
  }

  /**
   * A mask by the distance of a value from its query, counted in steps.
   *
   * @param repeats how often the queries come in a row
   * @param causal whether only values up to the query count
   * @param window only values that are nearer than this count
   * @return {@code [repeats · queries, values]}
   */
  public static Array band(int repeats, int queries, int values, boolean causal, int window) {
    var mask = new byte[Math.multiplyExact(Math.multiplyExact(repeats, queries), values)];
    for (int i = 0; i < mask.length; i++) {
      int query = i / values % queries;
      int value = i % values;
      boolean counts = Math.abs(query - value) < window && !(causal && value > query);
      mask[i] = (byte) (counts ? 1 : 0);
    }
    Shape shape = Shape.of(repeats * queries, values);
    return new Array(ElementType.BOOL, shape, Constant.of(mask));
  }

  /** Both of two masks, of which each may be absent. */
  public static @Nullable Tensor both(Lowering g, @Nullable Tensor a, @Nullable Tensor b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Arithmetic.binary(g, "LOGICAL_AND", "LogicalAndOptions", a, b);
  }
}
