package dev.octet.acceptance;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Two quantized graphs of the same model, op by op. */
final class GraphPair {
  /** Scales this close (relatively) are equal. */
  static final double SCALE_TOLERANCE = 1e-5;

  private final Map<Tensor, Tensor> stored = new HashMap<>();
  private final Map<Tensor, Difference> differences = new LinkedHashMap<>();
  private final List<String> structure = new ArrayList<>();
  private int tensors;
  private long values;

  /**
   * A tensor whose parameters or values differ.
   *
   * @param node the first op that has it
   * @param input its place among the op's inputs, or −1 for an output
   */
  record Difference(Node node, int input, Tensor ours, Node theirNode, Tensor theirs, String what) {
    @Override
    public String toString() {
      return "%s %s '%s': %s"
          .formatted(node.op(), input < 0 ? "output" : "input " + input, ours.name(), what);
    }
  }

  private GraphPair() {}

  static GraphPair compare(Graph ours, Graph theirs) {
    var pair = new GraphPair();
    return pair.nodes(ours.nodes(), theirs.nodes());
  }

  /**
   * Compares graphs without their DEQUANTIZEs, which may stand anywhere before their readers; what
   * comes out of one counts as the constant that goes in.
   */
  static GraphPair compareBehindDequantize(Graph ours, Graph theirs) {
    var pair = new GraphPair();
    List<Node> left = dequantizes(ours, pair.stored);
    List<Node> right = dequantizes(theirs, pair.stored);
    return pair.nodes(left, right);
  }

  private static List<Node> dequantizes(Graph graph, Map<Tensor, Tensor> stored) {
    var others = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      Tensor in = node.inputs().isEmpty() ? null : node.inputs().getFirst();
      if (node.op().equals("DEQUANTIZE") && in != null && in.isConstant()) {
        stored.put(node.output(0), in);
      } else {
        others.add(node);
      }
    }
    return others;
  }

  private GraphPair nodes(List<Node> ours, List<Node> theirs) {
    List<String> ourOps = ours.stream().map(Node::op).toList();
    List<String> theirOps = theirs.stream().map(Node::op).toList();
    if (!ourOps.equals(theirOps)) {
      structure.add("ops are " + ourOps + ", not " + theirOps);
      return this;
    }
    for (int i = 0; i < ourOps.size(); i++) {
      node(ours.get(i), theirs.get(i));
    }
    return this;
  }

  /** What makes the graphs not coincide. */
  List<String> structure() {
    return structure;
  }

  /** Where parameters or values differ, each tensor once. */
  List<Difference> differences() {
    return List.copyOf(differences.values());
  }

  /** How many tensors with parameters were compared. */
  int tensors() {
    return tensors;
  }

  /** How many values of constants were compared. */
  long values() {
    return values;
  }

  private void node(Node ours, Node theirs) {
    if (ours.inputs().size() != theirs.inputs().size()
        || ours.outputs().size() != theirs.outputs().size()) {
      structure.add(ours.op() + " has another number of inputs or outputs");
      return;
    }
    for (int i = 0; i < ours.inputs().size(); i++) {
      tensor(ours, theirs, i, source(ours.inputs().get(i)), source(theirs.inputs().get(i)));
    }
    for (int i = 0; i < ours.outputs().size(); i++) {
      tensor(ours, theirs, -1, ours.output(i), theirs.output(i));
    }
  }

  private @Nullable Tensor source(@Nullable Tensor tensor) {
    return tensor == null ? null : stored.getOrDefault(tensor, tensor);
  }

  private void tensor(
      Node node, Node theirNode, int input, @Nullable Tensor ours, @Nullable Tensor theirs) {
    if (ours == null || theirs == null) {
      if (ours != theirs) {
        structure.add(node.op() + " input " + input + " is only there once");
      }
      return;
    }
    if (ours.isConstant() != theirs.isConstant()) {
      structure.add(node.op() + " '" + ours.name() + "' is " + ours + ", not " + theirs);
      return;
    }
    String what = difference(ours, theirs);
    if (!what.isEmpty()) {
      differences.putIfAbsent(ours, new Difference(node, input, ours, theirNode, theirs, what));
    }
  }

  private String difference(Tensor ours, Tensor theirs) {
    if (ours.type() != theirs.type()) {
      return "type is " + ours.type().text() + ", not " + theirs.type().text();
    }
    Quantization a = ours.quantization();
    Quantization b = theirs.quantization();
    if ((a == null) != (b == null)) {
      return "quantization " + a + ", not " + b;
    }
    if (a != null) {
      tensors++;
      float[] s = scales(a);
      float[] t = scales(Objects.requireNonNull(b));
      if (s.length != t.length) {
        return s.length + " scales, not " + t.length;
      }
      for (int c = 0; c < s.length; c++) {
        if (Math.abs(s[c] - t[c]) > SCALE_TOLERANCE * t[c]) {
          return "scale %d is %s, not %s".formatted(c, s[c], t[c]);
        }
      }
      if (!Arrays.equals(zeroPoints(a), zeroPoints(b))) {
        return "zero points "
            + Arrays.toString(zeroPoints(a))
            + ", not "
            + Arrays.toString(zeroPoints(b));
      }
      if (axis(a) != axis(b)) {
        return "axis " + axis(a) + ", not " + axis(b);
      }
    }
    if (ours.data() == null || theirs.data() == null) {
      return "";
    }
    values += ours.shape().elements();
    long at = ours.data().bytes().mismatch(theirs.data().bytes());
    return at < 0 ? "" : "values differ at byte " + at + " of " + ours.data().byteSize();
  }

  static float[] scales(Quantization quantization) {
    return switch (quantization) {
      case PerTensor(float scale, long _) -> new float[] {scale};
      case PerChannel(float[] scales, long[] _, int _) -> scales;
      default -> throw new AssertionError("not int8: " + quantization);
    };
  }

  private static long[] zeroPoints(Quantization quantization) {
    return switch (quantization) {
      case PerTensor(float _, long zeroPoint) -> new long[] {zeroPoint};
      case PerChannel(float[] _, long[] zeroPoints, int _) -> zeroPoints;
      default -> throw new AssertionError("not int8: " + quantization);
    };
  }

  /** The axis of several scales; that of a single one means nothing. */
  private static int axis(Quantization quantization) {
    return quantization instanceof PerChannel(float[] scales, long[] _, int axis)
            && scales.length > 1
        ? axis
        : 0;
  }
}
