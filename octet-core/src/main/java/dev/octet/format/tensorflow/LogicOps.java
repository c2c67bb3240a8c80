package dev.octet.format.tensorflow;

import dev.octet.lower.Bits;
import dev.octet.lower.Comparison;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Comparisons, logic, bits, and what a condition picks. */
final class LogicOps {
  private LogicOps() {}

  @FunctionalInterface
  private interface Binary {
    Tensor of(Lowering g, Tensor a, Tensor b);
  }

  static void addTo(OpTable t) {
    add(t, "Equal", Comparison::equal);
    add(t, "NotEqual", Comparison::notEqual);
    add(t, "Less", Comparison::less);
    add(t, "LessEqual", Comparison::lessEqual);
    add(t, "Greater", Comparison::greater);
    add(t, "GreaterEqual", Comparison::greaterEqual);
    add(t, "LogicalAnd", Comparison::and);
    add(t, "LogicalOr", Comparison::or);
    t.add("LogicalNot", c -> Comparison.not(c.graph(), c.number(0)));
    t.add("ApproximateEqual", LogicOps::near);
    t.add("Select", LogicOps::select);
    t.add("SelectV2", c -> Selection.where(c.graph(), c.number(0), c.number(1), c.number(2)));
    addBits(t);
  }

  private static void addBits(OpTable t) {
    add(t, "BitwiseXor", Bits::xor);
    add(t, "BitwiseOr", Bits::or);
    add(t, "RightShift", Bits::right);
    t.add("Invert", c -> Bits.not(c.graph(), c.number(0)));
    t.add(
        "BitwiseAnd",
        c ->
            single(c, 1) == null && single(c, 0) != null
                ? Bits.and(c.graph(), c.number(1), c.number(0), single(c, 0))
                : Bits.and(c.graph(), c.number(0), c.number(1), single(c, 1)));
    t.add("LeftShift", c -> Bits.left(c.graph(), c.number(0), c.number(1), single(c, 1)));
  }

  private static void add(OpTable table, String ops, Binary rule) {
    table.add(ops, c -> rule.of(c.graph(), c.number(0), c.number(1)));
  }

  private static Tensor near(OpCall call) {
    double tolerance = call.attrs().real("tolerance", 1e-5f);
    return Comparison.near(call.graph(), call.number(0), call.number(1), tolerance);
  }

  /** A condition of one dimension picks along the first of what it picks from. */
  private static Tensor select(OpCall call) {
    Lowering g = call.graph();
    Tensor condition = call.number(0);
    Tensor a = call.number(1);
    int more = a.shape().rank() - condition.shape().rank();
    if (condition.shape().rank() == 1 && more > 0) {
      var ones = new int[more];
      Arrays.fill(ones, 1);
      condition = Layout.reshape(g, condition, Dims.concat(condition.shape(), Shape.of(ones)));
    }
    return Selection.where(g, condition, a, call.number(2));
  }

  /** The only number of an input of one element; null if it is computed or has more. */
  private static @Nullable Long single(OpCall call, int input) {
    return call.known(input)
        .filter(a -> a.rank() == 0)
        .map(a -> (long) a.doubles()[0])
        .orElse(null);
  }
}
