package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some columns of a tensor: a part of its last dimension and all of the others.
 *
 * @param from the tensor that has them all
 * @param begin the first
 * @param size how many
 */
record Columns(Tensor from, int begin, int size) {
  /** The columns that a result of a node is; empty if it is none. */
  static Optional<Columns> of(Node node, Tensor result) {
    return switch (node.op()) {
      case "SPLIT" -> split(node.input(1), node.input(0), node, result);
      case "SPLIT_V" -> split(node.input(0), node.input(2), node, result);
      case "SLICE" -> slice(node, result, new int[0]);
      case "STRIDED_SLICE" -> strided(node, result);
      default -> Optional.empty();
    };
  }

  private static Optional<Columns> split(
      @Nullable Tensor from, @Nullable Tensor axis, Node node, Tensor result) {
    int[] along = integers(axis);
    if (from == null
        || along.length != 1
        || Math.floorMod(along[0], Math.max(1, from.shape().rank())) != from.shape().rank() - 1) {
      return Optional.empty();
    }
    int begin = 0;
    for (Tensor part : node.outputs()) {
      if (part == result) {
        return Optional.of(new Columns(from, begin, part.shape().dim(-1)));
      }
      begin += part.shape().dim(-1);
    }
    return Optional.empty();
  }

  private static Optional<Columns> strided(Node node, Tensor result) {
    var options = Makers.options(node);
    int[] strides = integers(node.input(3));
    boolean plain =
        options.integer("ellipsis_mask", 0) == 0
            && options.integer("new_axis_mask", 0) == 0
            && options.integer("shrink_axis_mask", 0) == 0
            && strides.length == result.shape().rank()
            && Arrays.stream(strides).allMatch(s -> s == 1);
    var whole = new int[strides.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) (options.integer("begin_mask", 0) >> i) & 1;
    }
    return plain ? slice(node, result, whole) : Optional.empty();
  }

  /**
   * A slice of the same rank.
   *
   * @param whole 1 where an axis begins at its beginning, whatever is said
   */
  private static Optional<Columns> slice(Node node, Tensor result, int[] whole) {
    Tensor from = node.input(0);
    int[] begin = integers(node.input(1));
    Shape shape = result.shape();
    if (from == null || begin.length != shape.rank() || from.shape().rank() != shape.rank()) {
      return Optional.empty();
    }
    int last = shape.rank() - 1;
    for (int i = 0; i < last; i++) {
      boolean same =
          from.shape().dim(i) == shape.dim(i) && from.shape().isDynamic(i) == shape.isDynamic(i);
      if (!same) {
        return Optional.empty();
      }
    }
    int columns = from.shape().dim(last);
    int first = whole.length > last && whole[last] == 1 ? 0 : begin[last];
    int from0 = first < 0 ? first + columns : first;
    return from0 < 0 || from0 + shape.dim(last) > columns
        ? Optional.empty()
        : Optional.of(new Columns(from, from0, shape.dim(last)));
  }

  private static int[] integers(@Nullable Tensor tensor) {
    Constant data = tensor == null ? null : tensor.data();
    if (tensor == null || data == null) {
      return new int[0];
    }
    double[] values = new Array(tensor.type(), tensor.shape(), data).doubles();
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }
}
