package dev.octet.format.tflite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ShapeRule} goes by: a node, and the shapes that its inputs have.
 *
 * @param shapes of the inputs; null where one is absent
 */
record Operands(Node node, List<int @Nullable []> shapes) {
  /** How many inputs there are, absent ones included. */
  int count() {
    return shapes.size();
  }

  /** The shape of an input that must be there. */
  int[] shape(int index) {
    int[] shape = shapeOrNull(index);
    if (shape == null) {
      throw TfliteReader.malformed("lacks input " + index);
    }
    return shape;
  }

  /** The shape of an input, or null when it is absent. */
  int @Nullable [] shapeOrNull(int index) {
    return index < shapes.size() ? shapes.get(index) : null;
  }

  /** The shape of the first input, an image: batch, height, width, channels. */
  int[] image() {
    int[] in = shape(0);
    need(in.length == 4, "the input has %d dimensions", in.length);
    return in;
  }

  /** The integers of a constant input; empty when they are not known. */
  List<Long> integers(int index) {
    return ParameterRules.integers(node.input(index));
  }

  /** The dimensions that a constant input gives; null when they are not known. */
  int @Nullable [] dimensions(int index) {
    List<Long> dimensions = integers(index);
    return dimensions.isEmpty() ? null : toInts(dimensions);
  }

  /** An integer option, or what it is when absent. */
  long option(String name, long ifAbsent) {
    return ParameterRules.option(node, name, ifAbsent);
  }

  /** A boolean option; false when absent. */
  boolean flag(String name) {
    Attributes options = node.operation().options();
    return options != null && options.flag(name);
  }

  /** The option {@code axis}, counted from the end when negative. */
  int axis(int rank) {
    long axis = option("axis", 0);
    axis = axis < 0 ? axis + rank : axis;
    need(axis >= 0 && axis < rank, "axis %d of %d", axis, rank);
    return (int) axis;
  }

  /** The values as ints; an ArithmeticException past 2³¹. */
  static int[] toInts(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }

  /** The number of elements; an ArithmeticException past 2⁶³. */
  static long product(int[] shape) {
    long n = 1;
    for (int d : shape) {
      n = Math.multiplyExact(n, (long) d);
    }
    return n;
  }

  static String text(int[] shape) {
    return Arrays.toString(shape);
  }

  /** Refuses the node with a message unless a condition holds. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
  static void need(boolean holds, String message, Object... args) {
    if (!holds) {
      throw TfliteReader.malformed(message.formatted(args));
    }
  }
}
