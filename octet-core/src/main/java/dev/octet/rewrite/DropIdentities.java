package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Drops ops that give out what they get.
 *
 * <pre>
 * %a = RESHAPE(%x: f32[1,4], const {1,4})
 * %b = MUL(%a, const 1)
 * %y = ABS(%b)                             →   %y = ABS(%x)
 * </pre>
 *
 * <p>One between an input, or a constant, and an output of the graph stays, since these are tensors
 * of their own; and so does one of quantized values.
 */
final class DropIdentities implements NodeRewrite {
  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Tensor same = node.operation().custom() || node.outputs().size() != 1 ? null : same(node, edit);
    if (same == null
        || !isPlainPair(same, node.output(0))
        || !edit.canForward(node.output(0), same)) {
      return false;
    }
    edit.forward(node.output(0), same);
    return true;
  }

  private static boolean isPlainPair(Tensor in, Tensor out) {
    return in.type() == out.type()
        && in.quantization() == null
        && out.quantization() == null
        && !Values.isSparse(in);
  }

  /** The input that a node gives out as it is, or null. */
  private static @Nullable Tensor same(Node node, GraphEditor edit) {
    boolean first =
        switch (node.op()) {
          case "RESHAPE", "SQUEEZE", "BROADCAST_TO" -> edit.isEntry() && keepsShape(node);
          case "TRANSPOSE" -> isRising(Values.integers(node.input(1)));
          case "CAST" -> true; // of the same type, as all that counts here
          case "PAD", "PADV2", "MIRROR_PAD" -> isAll(0, Values.integers(node.input(1)));
          case "TILE" -> isAll(1, Values.integers(node.input(1)));
          case "SLICE" -> edit.isEntry() && Slices.isWholeSlice(node);
          case "STRIDED_SLICE" -> edit.isEntry() && Slices.isWholeStridedSlice(node);
          case "CONCATENATION" -> node.inputs().size() == 1 && isNotFused(node);
          case "SPLIT_V" -> true; // into one, since there is one output
          case "MUL", "DIV" ->
              Neutral.isNeutral(1, node.input(1), node.input(0)) && isNotFused(node);
          case "ADD", "SUB" ->
              Neutral.isNeutral(0, node.input(1), node.input(0)) && isNotFused(node);
          default -> false;
        };
    if (first) {
      return node.input(0);
    }
    boolean second =
        switch (node.op()) {
          case "SPLIT" -> true;
          case "MUL" -> Neutral.isNeutral(1, node.input(0), node.input(1)) && isNotFused(node);
          case "ADD" -> Neutral.isNeutral(0, node.input(0), node.input(1)) && isNotFused(node);
          default -> false;
        };
    return second ? node.input(1) : null;
  }

  private static boolean isNotFused(Node node) {
    return Nodes.fusedActivation(node).equals("NONE");
  }

  /** One free dimension at the same place follows from the others. */
  private static boolean keepsShape(Node node) {
    Tensor in = node.input(0);
    Shape to = node.output(0).shape();
    if (in == null || !in.shape().isRanked() || !in.shape().equals(to)) {
      return false;
    }
    long free = LongStream.of(toLongs(to.signature())).filter(d -> d == -1).count();
    return free == 0 || (free == 1 && node.op().equals("RESHAPE") && givesOneFree(node));
  }

  private static boolean givesOneFree(Node node) {
    Attributes options = node.operation().options();
    long[] asked = Values.integers(node.input(1));
    if (asked == null && node.input(1) == null && options != null) {
      asked = options.list("new_shape").stream().mapToLong(v -> (Long) v).toArray();
    }
    return asked != null
        && LongStream.of(asked).filter(d -> d == -1).count() == 1
        && Arrays.equals(asked, toLongs(node.output(0).shape().signature()));
  }

  private static long[] toLongs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private static boolean isRising(long @Nullable [] values) {
    for (int i = 0; values != null && i < values.length; i++) {
      if (values[i] != i) {
        return false;
      }
    }
    return values != null;
  }

  private static boolean isAll(long wanted, long @Nullable [] values) {
    return values != null && LongStream.of(values).allMatch(v -> v == wanted);
  }
}
