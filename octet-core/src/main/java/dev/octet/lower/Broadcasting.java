package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Lets operands of many dimensions broadcast in kernels that take few: neighbours along which the
 * same operands repeat are made one.
 */
final class Broadcasting {
  private Broadcasting() {}

  /**
   * What an op makes of operands that broadcast.
   *
   * @param most how many dimensions the kernel takes
   * @param op takes operands of at most so many dimensions, and broadcasts them
   */
  static Tensor of(Lowering g, int most, List<Tensor> operands, Function<List<Tensor>, Tensor> op) {
    Shape whole = operands.stream().map(Tensor::shape).reduce(Shape.of(), Dims::broadcast);
    if (whole.rank() <= most || operands.stream().allMatch(t -> t.shape().equals(whole))) {
      return op.apply(operands);
    }
    List<int[]> groups = groups(whole, operands);
    if (groups.size() > most) {
      if (whole.isDynamic()) {
        throw new OctetException(
                ErrorCode.UNSUPPORTED_MODEL,
                "LiteRT broadcasts no more than %d dimensions here".formatted(most))
            .advise("convert for a fixed batch, or bring the operands to one shape before it");
      }
      List<Tensor> spread = operands.stream().map(t -> Joining.broadcast(g, t, whole)).toList();
      return of(g, most, spread, op);
    }
    Tensor y = op.apply(operands.stream().map(t -> merged(g, t, whole, groups)).toList());
    return Layout.reshape(g, y, whole);
  }

  /** The first and the last, exclusive, of dimensions along which each operand repeats or not. */
  private static List<int[]> groups(Shape whole, List<Tensor> operands) {
    var groups = new ArrayList<int[]>();
    boolean[] last = {};
    for (int axis = 0; axis < whole.rank(); axis++) {
      var repeats = new boolean[operands.size()];
      for (int i = 0; i < repeats.length; i++) {
        repeats[i] = repeats(operands.get(i).shape(), whole, axis);
      }
      boolean neutral = whole.dim(axis) == 1 && !whole.isDynamic(axis);
      if (!groups.isEmpty() && (neutral || Arrays.equals(last, repeats))) {
        groups.getLast()[1] = axis + 1;
      } else {
        groups.add(new int[] {axis, axis + 1});
        last = repeats;
      }
    }
    return groups;
  }

  /** Whether an operand has one element where the result may have more. */
  private static boolean repeats(Shape operand, Shape whole, int axis) {
    int at = axis - whole.rank() + operand.rank();
    boolean several = whole.dim(axis) != 1 || whole.isDynamic(axis);
    return several && (at < 0 || (operand.dim(at) == 1 && !operand.isDynamic(at)));
  }

  private static Tensor merged(Lowering g, Tensor x, Shape whole, List<int[]> groups) {
    Shape from = x.shape();
    int missing = whole.rank() - from.rank();
    Shape to = Shape.of();
    for (int[] group : groups) {
      int first = Math.max(0, group[0] - missing);
      int end = Math.max(0, group[1] - missing);
      to = Dims.concat(to, Dims.merge(Dims.range(from, first, end), 0, end - first));
    }
    return Layout.reshape(g, x, to);
  }
}
