package dev.octet.format.tensorflow.fold;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.List;

/** One of two, and values kept between bounds. */
final class SelectFolder {
  private SelectFolder() {}

  static List<Array> select(Operands in) {
    return select(in.get(0), in.get(1), in.get(2));
  }

  /** A vector may be for whole rows. */
  static List<Array> selectRows(Operands in) {
    Array condition = in.get(0);
    int rank = in.get(1).rank();
    if (condition.rank() == 1 && rank > 1) {
      var dims = new int[rank];
      Arrays.fill(dims, 1);
      dims[0] = condition.dim(0);
      condition = condition.reshaped(dims);
    }
    return select(condition, in.get(1), in.get(2));
  }

  private static List<Array> select(Array condition, Array a, Array b) {
    Shape shape = Dims.broadcast(condition.shape(), Dims.broadcast(a.shape(), b.shape()));
    if (a.type() != b.type() || !Cells.has(a.type()) || Bounds.exceeds(shape, condition, a, b)) {
      return List.of();
    }
    Cells which = Cells.of(condition);
    Cells x = Cells.of(a);
    Cells y = Cells.of(b);
    Cells to = Cells.zeros(a.type(), shape.elements());
    Walk.over(
        shape,
        (i, at) -> {
          boolean first = which.whole(at[0]) != 0;
          to.copy(i, first ? x : y, first ? at[1] : at[2]);
        },
        Walk.steps(condition, shape),
        Walk.steps(a, shape),
        Walk.steps(b, shape));
    return List.of(to.array(shape));
  }

  static List<Array> clip(Operands in) {
    List<Array> low = Functions.LARGER.apply(in.get(0), in.get(1), null);
    return low.isEmpty() ? low : Functions.SMALLER.apply(low.getFirst(), in.get(2), null);
  }
}
