package dev.octet.advise;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow.Condition;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What targets demand of nodes. */
final class Demands {
  private Demands() {}

  static Condition that(Predicate<Node> holds, String reason) {
    return new Condition(holds, reason);
  }

  /** All operands of a node that are there. */
  static Stream<Tensor> operands(Node node) {
    return Stream.concat(
        node.inputs().stream().flatMap(Stream::ofNullable), node.outputs().stream());
  }

  static Condition staticShapes() {
    return that(
        n -> operands(n).noneMatch(t -> t.shape().isDynamic()),
        "a size is open, and it takes fixed sizes only");
  }

  /** Only the three innermost dimensions may be larger than 1. */
  static Condition threeDimensions() {
    return that(
        n -> operands(n).filter(t -> !t.isConstant()).allMatch(t -> hasInnermost(t.shape(), 3)),
        "a tensor has more than three dimensions beyond 1");
  }

  private static boolean hasInnermost(Shape shape, int most) {
    return IntStream.range(0, Math.max(0, shape.rank() - most)).allMatch(i -> shape.dim(i) == 1);
  }

  static Condition noFloats() {
    return that(n -> operands(n).noneMatch(t -> isFloat(t.type())), "it computes with floats");
  }

  static boolean isFloat(ElementType type) {
    return type == ElementType.FLOAT32
        || type == ElementType.FLOAT16
        || type == ElementType.BFLOAT16
        || type == ElementType.FLOAT64;
  }

  static Condition noFusedActivation() {
    return that(
        n -> option(n, "fused_activation_function").equals("NONE"),
        "an activation is fused into it");
  }

  /** The name that an option has, or NONE. */
  private static String option(Node node, String name) {
    Attributes options = node.operation().options();
    return options == null ? "NONE" : options.name(name, "NONE");
  }

  static long integer(Node node, String name, long ifAbsent) {
    Attributes options = node.operation().options();
    return options == null ? ifAbsent : options.integer(name, ifAbsent);
  }

  static double real(Node node, String name, double ifAbsent) {
    Attributes options = node.operation().options();
    return options == null ? ifAbsent : options.real(name, ifAbsent);
  }

  static boolean flag(Node node, String name) {
    Attributes options = node.operation().options();
    return options != null && options.flag(name);
  }

  static Condition integerZero(String name) {
    return that(n -> integer(n, name, 0) == 0, "its option " + name + " is set");
  }

  static Condition constant(int input, String what) {
    return that(
        n -> {
          Tensor tensor = n.input(input);
          return tensor != null && tensor.isConstant();
        },
        "its " + what + " are not constant");
  }

  static Condition rank(int input, IntPredicate fits, String reason) {
    return that(
        n -> {
          Tensor tensor = n.input(input);
          return tensor == null || fits.test(tensor.shape().rank());
        },
        reason);
  }

  /** The integers of a small constant operand; none when it is no such constant. */
  static int[] integers(Node node, int input) {
    Tensor tensor = node.input(input);
    if (tensor == null || tensor.data() == null || tensor.type() != ElementType.INT32) {
      return new int[0];
    }
    return Arrays.copyOf(
        tensor.data().bytes().toArray(Constant.I32), (int) tensor.shape().elements());
  }

  /** Reduction that leaves the batch alone. */
  static Condition keepsBatch(int axes) {
    return that(
        n -> {
          Tensor data = n.input(0);
          int rank = data == null ? 0 : data.shape().rank();
          return Arrays.stream(integers(n, axes))
              .noneMatch(a -> Math.floorMod(a, Math.max(1, rank)) == 0);
        },
        "it works on the batch dimension");
  }
}
