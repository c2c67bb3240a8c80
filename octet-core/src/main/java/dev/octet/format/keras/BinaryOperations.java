package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** Functions of two values: arithmetic, comparisons, logic. */
final class BinaryOperations {
  private static final String TWO = "x x2=y=b";

  private BinaryOperations() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  /** What becomes of the numbers of shapes. */
  @FunctionalInterface
  private interface OfSizes {
    /** The result, or null where it is no multiple of the batch. */
    @org.jspecify.annotations.Nullable
    Size of(Size a, Size b);
  }

  static void addTo(OperationTable table) {
    addArithmetic(table);
    addRest(table);
    addComparisons(table);
    addLogic(table);
  }

  private static void addArithmetic(OperationTable t) {
    known(t, "ops.Add tf.math.add tf.__operators__.add", Arithmetic::add, BinaryOperations::sum);
    known(
        t,
        "ops.Subtract tf.math.subtract",
        Arithmetic::subtract,
        (a, b) -> sum(a, new Size(-b.factor(), b.dynamic())));
    known(
        t,
        "ops.Multiply tf.math.multiply",
        Arithmetic::multiply,
        (a, b) ->
            a.dynamic() && b.dynamic()
                ? null
                : new Size(a.factor() * b.factor(), a.dynamic() || b.dynamic()));
    known(
        t,
        "ops.FloorDivide tf.math.floordiv tf.floor_div",
        BinaryOperations::floorDivide,
        (a, b) ->
            b.dynamic() || b.factor() == 0 || a.factor() % b.factor() != 0
                ? null
                : new Size(a.factor() / b.factor(), a.dynamic()));
    t.add("tf.math.scalar_mul", "scalar x", c -> binary(c, "scalar", "x", Arithmetic::multiply));
    t.add(
        "ops.Divide ops.TrueDivide tf.math.divide tf.math.truediv tf.realdiv",
        TWO,
        BinaryOperations::divide);
    t.add("tf.math.add_n", "x", BinaryOperations::sumOfAll);
    t.add("tf.nn.bias_add", "x x2=bias data_format", BinaryOperations::biasAdd);
  }

  private static void addRest(OperationTable t) {
    add(t, "ops.Maximum ops.Fmax tf.math.maximum", Arithmetic::maximum);
    add(t, "ops.Minimum ops.Fmin tf.math.minimum", Arithmetic::minimum);
    add(t, "ops.Mod tf.math.floormod tf.math.mod", BinaryOperations::floorMod);
    add(t, "tf.math.squared_difference", BinaryOperations::squaredDifference);
    t.add("ops.DivideNoNan tf.math.divide_no_nan", TWO, BinaryOperations::divideNoNan);
    t.add("ops.Power tf.math.pow", TWO, PowerOperation::lower);
    t.add("ops.Arctan2 tf.math.atan2", TWO, c -> floats(c, ElementwiseOperations::angle));
    t.add(
        "ops.Hypot",
        TWO,
        c ->
            floats(
                c,
                (g, a, b) ->
                    Arithmetic.unary(
                        g,
                        "SQRT",
                        Arithmetic.add(
                            g,
                            ElementwiseOperations.squared(g, a),
                            ElementwiseOperations.squared(g, b)))));
  }

  private static void addComparisons(OperationTable t) {
    comparison(t, "ops.Equal tf.math.equal tf.__operators__.eq", "EQUAL");
    comparison(t, "ops.NotEqual tf.math.not_equal tf.__operators__.ne", "NOT_EQUAL");
    comparison(t, "ops.Less tf.math.less", "LESS");
    comparison(t, "ops.LessEqual tf.math.less_equal", "LESS_EQUAL");
    comparison(t, "ops.Greater tf.math.greater", "GREATER");
    comparison(t, "ops.GreaterEqual tf.math.greater_equal", "GREATER_EQUAL");
  }

  private static void addLogic(OperationTable t) {
    logic(t, "ops.LogicalAnd tf.math.logical_and", "LOGICAL_AND", "LogicalAndOptions");
    logic(t, "ops.LogicalOr tf.math.logical_or", "LOGICAL_OR", "LogicalOrOptions");
    logic(t, "ops.LogicalXor tf.math.logical_xor", "NOT_EQUAL", "NotEqualOptions");
  }

  private static void add(OperationTable table, String names, Binary op) {
    table.add(names, TWO, c -> binary(c, op));
  }

  private static void known(OperationTable table, String names, Binary op, OfSizes sizes) {
    table.add(names, TWO, c -> withSizes(c, binary(c, op), sizes));
  }

  private static void comparison(OperationTable table, String names, String op) {
    table.add(
        names,
        "x x2=y=other incompatible_shape_error",
        c -> binary(c, (g, a, b) -> compare(g, op, a, b)));
  }

  /** A comparison by its op's name. */
  static Tensor compare(Lowering g, String op, Tensor a, Tensor b) {
    String options =
        switch (op) {
          case "EQUAL" -> "EqualOptions";
          case "NOT_EQUAL" -> "NotEqualOptions";
          case "LESS" -> "LessOptions";
          case "LESS_EQUAL" -> "LessEqualOptions";
          case "GREATER" -> "GreaterOptions";
          case "GREATER_EQUAL" -> "GreaterEqualOptions";
          default -> throw new IllegalArgumentException(op);
        };
    return Arithmetic.compare(g, op, options, a, b);
  }

  private static void logic(OperationTable table, String names, String op, String options) {
    table.add(
        names,
        TWO,
        c -> {
          Lowering g = c.graph();
          Tensor a = ElementwiseOperations.truth(g, c.tensor("x"));
          Tensor b = ElementwiseOperations.truth(g, c.tensor("x2"));
          return g.add(
              op,
              dev.octet.model.Attributes.of(options),
              dev.octet.lower.Dims.broadcast(a.shape(), b.shape()),
              a,
              b);
        });
  }

  private static Tensor binary(OperationCall call, Binary op) {
    return binary(call, "x", "x2", op);
  }

  private static Tensor binary(OperationCall call, String a, String b, Binary op) {
    List<Operand> operands = List.of(call.operand(a), call.operand(b));
    List<Tensor> both = Promotion.tensors(call.graph(), operands);
    return op.of(call.graph(), both.getFirst(), both.getLast());
  }

  private static Tensor floats(OperationCall call, Binary op) {
    Lowering g = call.graph();
    Tensor b = call.operand("x2").as(g, ElementType.FLOAT32);
    return op.of(g, call.floats(), b);
  }

  private static Tensor divide(OperationCall call) {
    return floats(call, Arithmetic::divide);
  }

  private static Tensor divideNoNan(OperationCall call) {
    return floats(
        call,
        (g, a, b) -> {
          Tensor zero = g.scalar(0);
          Tensor none = compare(g, "EQUAL", b, zero);
          return Selection.where(g, none, zero, Arithmetic.divide(g, a, b));
        });
  }

  private static Tensor floorDivide(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.binary(g, "FLOOR_DIV", "FloorDivOptions", a, b);
  }

  private static Tensor floorMod(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.binary(g, "FLOOR_MOD", "FloorModOptions", a, b);
  }

  private static Tensor squaredDifference(Lowering g, Tensor a, Tensor b) {
    return Arithmetic.binary(g, "SQUARED_DIFFERENCE", "SquaredDifferenceOptions", a, b);
  }

  private static Tensor sumOfAll(OperationCall call) {
    List<Tensor> parts = Promotion.tensors(call.graph(), call.operands("x"));
    return parts.stream()
        .reduce((a, b) -> Arithmetic.add(call.graph(), a, b))
        .orElseThrow(() -> Config.malformed("a sum of nothing"));
  }

  private static Tensor biasAdd(OperationCall call) {
    String format = call.options().text("data_format", "NHWC");
    if (format.startsWith("NC") && call.tensor("x").shape().rank() > 2) {
      throw call.refuse("data_format '%s' does not go".formatted(format));
    }
    return binary(call, Arithmetic::add);
  }

  private static @org.jspecify.annotations.Nullable Size sum(Size a, Size b) {
    return a.dynamic() == b.dynamic() ? new Size(a.factor() + b.factor(), a.dynamic()) : null;
  }

  private static Tensor withSizes(OperationCall call, Tensor result, OfSizes op) {
    Optional<List<Size>> a = sizes(call, "x");
    Optional<List<Size>> b = sizes(call, "x2");
    if (a.isEmpty() || b.isEmpty() || result.type() == ElementType.FLOAT32) {
      return result;
    }
    int count = Math.max(a.get().size(), b.get().size());
    var sizes = new java.util.ArrayList<Size>();
    for (int i = 0; i < count; i++) {
      Size size = op.of(pick(a.get(), i), pick(b.get(), i));
      if (size == null || size.factor() < 0) {
        return result;
      }
      sizes.add(size);
    }
    return call.shapes().is(result, sizes);
  }

  private static Size pick(List<Size> sizes, int i) {
    return sizes.get(sizes.size() == 1 ? 0 : i);
  }

  private static Optional<List<Size>> sizes(OperationCall call, String name) {
    return switch (call.operand(name)) {
      case Operand.Of(Tensor tensor) -> call.shapes().of(tensor);
      case Operand.Numbers n ->
          Optional.of(java.util.Arrays.stream(n.values()).mapToObj(v -> Size.of((int) v)).toList());
    };
  }
}
