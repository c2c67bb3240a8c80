package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes what is computed element by element before elements are moved, not after: so it can go
 * into the op before, and the move meets the next one. That is how sequences that go through
 * convolutions of two dimensions stay there.
 *
 * <pre>
 * %r = RESHAPE(%a, const {1,8,4})            %t = RELU(%a)
 * %y = RELU(%r)                        →     %y = RESHAPE(%t, const {1,8,4})
 * </pre>
 *
 * <p>The move may be a TRANSPOSE, too. An op of two operands takes the other one along if it is a
 * constant for each channel or for all, or is moved in the same way. What was an integer just
 * before stays as it is.
 */
final class PostponeMoves implements NodeRewrite {
  private static final Set<String> UNARY =
      Set.of(
          "RELU",
          "RELU6",
          "RELU_N1_TO_1",
          "RELU_0_TO_1",
          "LEAKY_RELU",
          "ELU",
          "GELU",
          "HARD_SWISH",
          "TANH",
          "LOGISTIC",
          "ABS",
          "NEG",
          "EXP",
          "LOG",
          "SQRT",
          "RSQRT",
          "SQUARE");

  private static final Set<String> BINARY =
      Set.of("ADD", "SUB", "MUL", "DIV", "MAXIMUM", "MINIMUM", "SQUARED_DIFFERENCE");

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    boolean unary = !node.operation().custom() && UNARY.contains(node.op());
    boolean binary = !node.operation().custom() && BINARY.contains(node.op());
    if (!edit.isEntry() || !(unary || binary) || !Values.isFloat(node.output(0))) {
      return false;
    }
    Node move = null;
    for (Tensor input : node.inputs()) {
      move = move == null ? move(input, edit) : move;
    }
    if (move == null || !sameShape(move.output(0), node.output(0))) {
      return false;
    }
    List<@Nullable Tensor> operands = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      Tensor before = input == null ? null : before(move, input, edit);
      if (before == null) {
        return false;
      }
      operands.add(before);
    }
    Tensor moved = move.output(0);
    Tensor from = source(move);
    Tensor result = Tensor.of(moved.name(), moved.type(), from.shape());
    edit.emit(Nodes.withOutput(Nodes.withInputs(node, operands), node.output(0), result));
    edit.emit(Nodes.withOutput(Nodes.withInput(move, 0, result), moved, node.output(0)));
    return true;
  }

  /** The move that makes an operand, of what an op makes before it. */
  private static @Nullable Node move(@Nullable Tensor operand, GraphEditor edit) {
    Node move = edit.privateProducer(operand);
    boolean moves =
        move != null
            && (move.operation().is("RESHAPE") || MergeTransposes.permutation(move) != null)
            && move.inputs().size() == 2
            && Values.integers(move.input(1)) != null;
    if (move == null || !moves || !Values.isFloat(move.input(0)) || !Values.isFloat(operand)) {
      return null;
    }
    Tensor from = source(move);
    Node maker = edit.producer(from);
    boolean real = maker != null && !maker.operation().is("DEQUANTIZE");
    return real && from.shape().isRanked() ? move : null;
  }

  private static Tensor source(Node move) {
    return Objects.requireNonNull(move.input(0));
  }

  /** What an operand was before the move; null if there is nothing like it. */
  private static @Nullable Tensor before(Node move, Tensor operand, GraphEditor edit) {
    if (operand == move.output(0)) {
      return source(move);
    }
    if (operand.isConstant()) {
      return Values.isFloat(operand) ? constant(move, operand) : null;
    }
    Node other = move(operand, edit);
    boolean alike =
        other != null
            && other.op().equals(move.op())
            && sameShape(source(other), source(move))
            && sameShape(other.output(0), move.output(0))
            && Arrays.equals(MergeTransposes.permutation(other), MergeTransposes.permutation(move));
    return alike && other != null ? source(other) : null;
  }

  /** A constant along one dimension at most, in the shape that it has before the move. */
  private static @Nullable Tensor constant(Node move, Tensor constant) {
    Shape after = move.output(0).shape();
    Shape from = source(move).shape();
    int rank = constant.shape().rank();
    int axis = -1;
    for (int i = 0; i < rank; i++) {
      if (constant.shape().dim(i) != 1 && axis >= 0) {
        return null;
      }
      axis = constant.shape().dim(i) == 1 ? axis : after.rank() - rank + i;
    }
    if (rank > after.rank()) {
      return null;
    }
    if (axis < 0) {
      return reshaped(constant);
    }
    int last = from.rank() - 1;
    long[] order = MergeTransposes.permutation(move);
    boolean stays =
        order != null
            ? order[axis] == last
            : axis == after.rank() - 1 && last >= 0 && from.dim(last) == after.dim(axis);
    return stays && from.dim(last) == constant.shape().elements() ? reshaped(constant) : null;
  }

  /** As a vector, or a scalar. */
  private static Tensor reshaped(Tensor constant) {
    long count = constant.shape().elements();
    Shape shape = count == 1 ? Shape.of() : Shape.of((int) count);
    return constant.shape().equals(shape)
        ? constant
        : Tensor.of(
            constant.name(), constant.type(), shape, Objects.requireNonNull(constant.data()));
  }

  private static boolean sameShape(Tensor a, Tensor b) {
    return a.shape().equals(b.shape());
  }
}
