package dev.octet.format.tensorflow.fold;

import dev.octet.lower.Array;
import dev.octet.model.Shape;

/** Goes through all elements of a shape in order, and along in arrays that broadcast to it. */
final class Walk {
  private Walk() {}

  /** What is done at an element. */
  @FunctionalInterface
  interface Step {
    /**
     * At an element.
     *
     * @param i its place
     * @param at the places of its operands; to be read only
     */
    void at(long i, long[] at);
  }

  /** Elements from one to the next of an array that broadcasts to a shape. */
  static long[] steps(Array array, Shape to) {
    return steps(array.shape(), to);
  }

  /** The same of a shape; 0 where it has one element. */
  static long[] steps(Shape from, Shape to) {
    var steps = new long[to.rank()];
    long stride = 1;
    int added = to.rank() - from.rank();
    for (int i = from.rank() - 1; i >= 0; i--) {
      steps[added + i] = from.dim(i) == 1 ? 0 : stride;
      stride *= from.dim(i);
    }
    return steps;
  }

  /**
   * Goes through a shape.
   *
   * @param steps for each operand how far its elements are from another along each dimension
   */
  static void over(Shape shape, Step step, long[]... steps) {
    int rank = shape.rank();
    var counts = new int[rank];
    var at = new long[steps.length];
    long n = shape.elements();
    for (long i = 0; i < n; i++) {
      step.at(i, at);
      int axis = rank - 1;
      while (axis >= 0 && ++counts[axis] == shape.dim(axis)) {
        counts[axis] = 0;
        for (int k = 0; k < at.length; k++) {
          at[k] -= steps[k][axis] * (shape.dim(axis) - 1);
        }
        axis--;
      }
      for (int k = 0; axis >= 0 && k < at.length; k++) {
        at[k] += steps[k][axis];
      }
    }
  }
}
