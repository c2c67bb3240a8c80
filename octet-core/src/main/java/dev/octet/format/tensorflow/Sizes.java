package dev.octet.format.tensorflow;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Inputs of a node that are shapes, and the shapes that they say. */
final class Sizes {
  private static final long MOST = 1L << 26;

  private Sizes() {}

  /** The numbers of an input, as far as they follow from the batch. */
  static Optional<List<Size>> find(OpCall call, int input) {
    Optional<Array> known = call.known(input);
    return known.isPresent()
        ? Optional.of(Arrays.stream(call.integers(input, "a size")).mapToObj(Size::of).toList())
        : call.shapes().of(call.tensor(input));
  }

  /** Whether all numbers of an input are known, whatever the batch. */
  static boolean isConstant(OpCall call, int input) {
    return call.tensor(input).isConstant();
  }

  /** The shape that numbers say; none of them may be open. */
  static Shape shape(List<Size> sizes) {
    int[] dims = sizes.stream().mapToInt(Size::factor).toArray();
    return Shape.of(dims, sizes.stream().mapToInt(s -> s.dynamic() ? -1 : s.factor()).toArray());
  }

  /** The numbers that a shape says. */
  static List<Size> of(Shape shape) {
    var sizes = new Size[shape.rank()];
    Arrays.setAll(sizes, i -> new Size(shape.dim(i), shape.isDynamic(i)));
    return List.of(sizes);
  }

  /**
   * Checks that a constant that a node is made of has a size that goes.
   *
   * @return the number of elements
   */
  static int bounded(OpCall call, long... sizes) {
    long elements = 1;
    for (long size : sizes) {
      elements = Math.multiplyExact(elements, Math.max(1, size));
    }
    if (elements > MOST) {
      throw call.refuse("it needs a constant of %d elements".formatted(elements))
          .advise("make it smaller, or compute it before the model");
    }
    return (int) elements;
  }

  /** How many dimensions of a shape are not known before the model runs. */
  static long open(Shape shape) {
    return Arrays.stream(shape.signature()).filter(d -> d < 0).count();
  }

  /** An input for an op to read while the model runs: 32-bit integers. */
  static Tensor tensor(OpCall call, int input) {
    return Arithmetic.cast(call.graph(), call.tensor(input), ElementType.INT32);
  }

  /** A shape of which only the number of dimensions is known. */
  static Shape unknown(int rank) {
    var dims = new int[rank];
    var signature = new int[rank];
    Arrays.fill(dims, 1);
    Arrays.fill(signature, -1);
    return Shape.of(dims, signature);
  }
}
