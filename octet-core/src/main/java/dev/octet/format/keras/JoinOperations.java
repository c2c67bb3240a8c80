package dev.octet.format.keras;

import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Several tensors of one, one of several, and more of the same. */
final class JoinOperations {
  private JoinOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.Concatenate tf.concat", "x axis", JoinOperations::concat);
    t.add("ops.Hstack", "x", c -> Layout.concat(c.graph(), parts(c), rank(c) == 1 ? 0 : 1));
    t.add("ops.Stack tf.stack", "x axis", JoinOperations::stack);
    t.addAll("ops.Unstack tf.unstack", "x num axis", JoinOperations::unstack);
    t.addAll("ops.Split", "x indices_or_sections axis", JoinOperations::splitAt);
    t.addAll("tf.split", "x num_or_size_splits axis num", JoinOperations::split);
    t.add("ops.Tile tf.tile", "x repeats=multiples", JoinOperations::tile);
    t.add("ops.Repeat tf.repeat", "x repeats axis", RepeatOperation::lower);
    t.add("ops.Flip tf.reverse", "x axis", JoinOperations::flip);
    t.add("tf.image.flip_left_right", "x", c -> Joining.reverse(c.graph(), c.tensor("x"), -2));
    t.add("tf.image.flip_up_down", "x", c -> Joining.reverse(c.graph(), c.tensor("x"), -3));
    t.add("ops.Roll tf.roll", "x shift axis", JoinOperations::roll);
    t.add("ops.Pad tf.pad", "x pad_width=paddings mode constant_values", JoinOperations::pad);
  }

  private static List<Tensor> parts(OperationCall call) {
    return Promotion.tensors(call.graph(), call.operands("x"));
  }

  private static int rank(OperationCall call) {
    return parts(call).getFirst().shape().rank();
  }

  private static Tensor concat(OperationCall call) {
    List<Tensor> parts = parts(call);
    int axis = call.options().integer("axis", call.isKeras3() ? -1 : 0);
    Tensor y = Layout.concat(call.graph(), parts, axis);
    known(call).ifPresent(sizes -> call.shapes().is(y, sizes));
    return y;
  }

  private static Tensor stack(OperationCall call) {
    Tensor y = Joining.stack(call.graph(), parts(call), call.options().integer("axis", 0));
    known(call).ifPresent(sizes -> call.shapes().is(y, sizes));
    return y;
  }

  /** The numbers of shapes that are put together to a shape. */
  private static Optional<List<Size>> known(OperationCall call) {
    var sizes = new ArrayList<Size>();
    for (Operand operand : call.operands("x")) {
      switch (operand) {
        case Operand.Of(Tensor tensor) -> {
          if (call.shapes().of(tensor).isEmpty()) {
            return Optional.empty();
          }
          sizes.addAll(call.shapes().of(tensor).get());
        }
        case Operand.Numbers n ->
            Arrays.stream(n.values()).forEach(v -> sizes.add(Size.of((int) v)));
      }
    }
    return Optional.of(sizes);
  }

  private static List<Tensor> unstack(OperationCall call) {
    return Joining.unstack(call.graph(), call.tensor("x"), call.options().integer("axis", 0));
  }

  /** At indices, or into as many equal parts. */
  private static List<Tensor> splitAt(OperationCall call) {
    Tensor x = call.tensor("x");
    int axis = Dims.axis(x.shape(), call.options().integer("axis", 0));
    int size = x.shape().dim(axis);
    if (call.options().get("indices_or_sections").isJsonPrimitive()) {
      int parts = call.options().integer("indices_or_sections");
      return Joining.split(call.graph(), x, equal(size, parts), axis);
    }
    int[] at = call.options().integers("indices_or_sections");
    var sizes = new int[at.length + 1];
    int from = 0;
    for (int i = 0; i < sizes.length; i++) {
      int to = i == at.length ? size : Math.clamp(at[i] < 0 ? at[i] + size : at[i], from, size);
      sizes[i] = to - from;
      from = to;
    }
    return Joining.split(call.graph(), x, sizes, axis);
  }

  /** Into parts of these sizes, or into as many equal parts. */
  private static List<Tensor> split(OperationCall call) {
    Tensor x = call.tensor("x");
    int axis = Dims.axis(x.shape(), call.options().integer("axis", 0));
    int size = x.shape().dim(axis);
    if (call.options().get("num_or_size_splits").isJsonPrimitive()) {
      int parts = call.options().integer("num_or_size_splits");
      return Joining.split(call.graph(), x, equal(size, parts), axis);
    }
    int[] sizes = call.options().integers("num_or_size_splits");
    int given = Arrays.stream(sizes).filter(s -> s >= 0).sum();
    return Joining.split(
        call.graph(), x, Arrays.stream(sizes).map(s -> s < 0 ? size - given : s).toArray(), axis);
  }

  private static int[] equal(int size, int parts) {
    if (parts <= 0 || size % parts != 0) {
      throw new IllegalArgumentException("%d elements in %d equal parts".formatted(size, parts));
    }
    var sizes = new int[parts];
    Arrays.fill(sizes, size / parts);
    return sizes;
  }

  /** Missing axes count as 1, on either side. */
  private static Tensor tile(OperationCall call) {
    Tensor x = call.tensor("x");
    int[] given = call.options().integers("repeats");
    int rank = Math.max(given.length, x.shape().rank());
    var times = new int[rank];
    Arrays.fill(times, 1);
    System.arraycopy(given, 0, times, rank - given.length, given.length);
    var ones = new int[rank - x.shape().rank()];
    Arrays.fill(ones, 1);
    Shape shape = Dims.insert(x.shape(), 0, ones);
    return Joining.tile(call.graph(), Layout.reshape(call.graph(), x, shape), times);
  }

  private static Tensor flip(OperationCall call) {
    Tensor x = call.tensor("x");
    return Joining.reverse(call.graph(), x, call.axes("axis", x.shape()));
  }

  private static Tensor roll(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    int[] shifts = call.options().integers("shift");
    if (!call.has("axis")) {
      Tensor flat = Layout.reshape(g, x, CumulativeSum.flat(x.shape()));
      return Layout.reshape(g, Joining.roll(g, flat, shifts[0], 0), x.shape());
    }
    int[] axes = call.options().integers("axis");
    for (int i = 0; i < axes.length; i++) {
      x = Joining.roll(g, x, shifts[shifts.length == 1 ? 0 : i], axes[i]);
    }
    return x;
  }

  private static Tensor pad(OperationCall call) {
    Tensor x = call.tensor("x");
    int rank = x.shape().rank();
    int[] given = Arrays.stream(call.options().reals("pad_width")).mapToInt(v -> (int) v).toArray();
    if (given.length != 1 && given.length != 2 && given.length != 2 * rank) {
      throw new IllegalArgumentException("%d paddings for rank %d".formatted(given.length, rank));
    }
    var before = new int[rank];
    var after = new int[rank];
    for (int i = 0; i < rank; i++) {
      int at = given.length == 2 * rank ? 2 * i : 0;
      before[i] = given[at];
      after[i] = given[given.length == 1 ? 0 : at + 1];
    }
    String mode = call.options().text("mode", "constant").toLowerCase(java.util.Locale.ROOT);
    return switch (mode) {
      case "constant" ->
          Layout.pad(call.graph(), x, before, after, call.options().real("constant_values", 0));
      case "reflect" -> Layout.mirror(call.graph(), x, before, after, false);
      case "symmetric" -> Layout.mirror(call.graph(), x, before, after, true);
      default -> throw call.refuse("pad mode '%s' does not go".formatted(mode));
    };
  }
}
