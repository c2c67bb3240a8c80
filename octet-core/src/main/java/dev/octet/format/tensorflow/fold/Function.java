package dev.octet.format.tensorflow.fold;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function of two numbers, of floats and of integers; what is computed in doubles and rounded
 * once is exactly rounded for sums, products, quotients and roots of floats. A function of one
 * number ignores the second.
 *
 * @param reals for floats; null if there is none
 * @param wholes for integers and booleans; null if there is none
 */
record Function(@Nullable DoubleBinaryOperator reals, @Nullable LongBinaryOperator wholes) {
  /** Of a type. */
  boolean isOf(ElementType type) {
    return Cells.has(type) && (type == ElementType.FLOAT32 ? reals != null : wholes != null);
  }

  /**
   * Element by element, with broadcasting.
   *
   * @param type of the result; null for that of the operands
   */
  List<Array> apply(Array a, Array b, @Nullable ElementType type) {
    if (a.type() != b.type() || !isOf(a.type())) {
      return List.of();
    }
    Shape shape = Dims.broadcast(a.shape(), b.shape());
    if (Bounds.exceeds(shape, a, b)) {
      return List.of();
    }
    Cells to = Cells.zeros(type == null ? a.type() : type, shape.elements());
    Cells x = Cells.of(a);
    Cells y = Cells.of(b);
    Walk.Step step =
        reals != null && x.isReal()
            ? (i, at) -> to.put(i, reals.applyAsDouble(x.real(at[0]), y.real(at[1])))
            : (i, at) -> to.put(i, whole(x.whole(at[0]), y.whole(at[1])));
    Walk.over(shape, step, Walk.steps(a, shape), Walk.steps(b, shape));
    return List.of(to.array(shape));
  }

  private long whole(long a, long b) {
    if (wholes == null) {
      throw new IllegalStateException("no function of integers");
    }
    return wholes.applyAsLong(a, b);
  }

  double reals(double a, double b) {
    if (reals == null) {
      throw new IllegalStateException("no function of floats");
    }
    return reals.applyAsDouble(a, b);
  }

  long wholes(long a, long b) {
    return whole(a, b);
  }
}
