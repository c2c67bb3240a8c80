package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Elements of one shape stacked along the first dimension, of which an index picks one. */
public final class Stack {
  private Stack() {}

  /**
   * One element.
   *
   * @param stack {@code [n, …]}
   * @param index one integer
   * @return {@code […]}
   */
  public static Tensor at(Lowering g, Tensor stack, Tensor index) {
    return isOne(stack)
        ? Layout.squeeze(g, stack, 0)
        : Selection.gather(g, stack, Layout.reshape(g, index, Shape.of()), 0, 0);
  }

  /**
   * The stack with one element replaced.
   *
   * @param stack {@code [n, …]}
   * @param index one integer
   * @param element {@code […]}
   */
  public static Tensor with(Lowering g, Tensor stack, Tensor index, Tensor element) {
    Tensor part = Layout.expand(g, element, 0);
    if (isOne(stack)) {
      return part;
    }
    int rank = stack.shape().rank();
    if (rank == 1) {
      return update(g, stack, part, Layout.reshape(g, index, Shape.of(1)));
    }
    Tensor zero = g.constant("const", Array.numbers(index.type(), new double[1]));
    List<Tensor> start = new ArrayList<>(Collections.nCopies(rank, zero));
    start.set(0, Layout.reshape(g, index, Shape.of()));
    return update(g, stack, part, Joining.stack(g, start, 0));
  }

  /** All with a part of it replaced, which begins at an index for each dimension. */
  static Tensor update(Lowering g, Tensor all, Tensor part, Tensor begin) {
    return g.add("DYNAMIC_UPDATE_SLICE", null, all.shape(), all, part, begin);
  }

  private static boolean isOne(Tensor stack) {
    return stack.shape().dim(0) == 1 && !stack.shape().isDynamic(0);
  }
}
