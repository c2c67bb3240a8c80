package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** The elements of x that have the same number along several dimensions. */
final class Diagonal {
  private Diagonal() {}

  /**
   * Without the dimensions whose letter is there before: of two dimensions of one letter, the
   * elements of their diagonal.
   *
   * @param letters one for each dimension
   * @return as many dimensions as there are different letters, in the order in which they come last
   */
  static Tensor of(Lowering g, Tensor x, String letters) {
    Tensor y = x;
    String left = letters;
    for (int i = 0; i < left.length(); i++) {
      int second = left.indexOf(left.charAt(i), i + 1);
      if (second >= 0) {
        y = pair(g, y, i, second);
        left = without(left, i, second) + left.charAt(i);
        i = -1;
      }
    }
    return y;
  }

  /** The letters of what {@link #of} gives. */
  static String letters(String letters) {
    String left = letters;
    for (int i = 0; i < left.length(); i++) {
      int second = left.indexOf(left.charAt(i), i + 1);
      if (second >= 0) {
        left = without(left, i, second) + left.charAt(i);
        i = -1;
      }
    }
    return left;
  }

  private static String without(String letters, int first, int second) {
    return new StringBuilder(letters).deleteCharAt(second).deleteCharAt(first).toString();
  }

  /** Both last, as one, of which each {@code size + 1}-th element is on the diagonal. */
  private static Tensor pair(Lowering g, Tensor x, int first, int second) {
    int rank = x.shape().rank();
    int size = x.shape().dim(first);
    if (size != x.shape().dim(second)) {
      throw new IllegalArgumentException("%s has no diagonal".formatted(x.shape()));
    }
    int[] order = Arrays.copyOf(Dims.without(rank, first, second), rank);
    order[rank - 2] = first;
    order[rank - 1] = second;
    Tensor last = Layout.transpose(g, x, order);
    Tensor one = Layout.reshape(g, last, Dims.merge(last.shape(), rank - 2, rank));
    var begin = new int[rank - 1];
    var strides = new int[rank - 1];
    Arrays.fill(strides, 1);
    strides[rank - 2] = size + 1;
    Shape shape = Dims.with(one.shape(), -1, size);
    int all = (1 << (rank - 1)) - 1;
    Attributes options =
        Attributes.of("StridedSliceOptions").with("begin_mask", all).with("end_mask", all);
    Tensor zeros = g.integers(begin);
    return g.add("STRIDED_SLICE", options, shape, one, zeros, zeros, g.integers(strides));
  }
}
