package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes away the masks of dropout that keep all, since what they keep is 1 by default: random
 * numbers that are compared with a rate of 0, or rounded down after 1 was added. One element stands
 * for the mask, which only ever meets what it masks.
 */
final class RandomMasks {
  private static final int DEEPEST = 50;

  /** Nodes that several others read are looked at for each. */
  private static final int MOST = 1000;

  private static final Set<String> ARITHMETIC = Set.of("Add", "AddV2", "Sub", "Mul");

  private final Nodes nodes;
  private final Set<String> made = new HashSet<>();
  private int looks;

  private RandomMasks(Nodes nodes) {
    this.nodes = nodes;
  }

  static void remove(Nodes nodes) {
    var masks = new RandomMasks(nodes);
    List.copyOf(nodes.all()).forEach(n -> masks.constant(n).ifPresent(masks::put));
    List.copyOf(nodes.all()).forEach(n -> masks.kept(n).ifPresent(nodes::put));
  }

  private void put(NodeDef mask) {
    made.add(mask.name());
    nodes.put(mask);
  }

  /** What a mask that keeps all chooses. */
  private Optional<NodeDef> kept(NodeDef node) {
    boolean all =
        (node.op().equals("Select") || node.op().equals("SelectV2"))
            && node.inputs().size() == 3
            && made.contains(nodes.source(node.inputs().getFirst()).node());
    return all ? Optional.of(Made.identity(node.name(), node.inputs().get(1))) : Optional.empty();
  }

  static boolean isRandom(NodeDef node) {
    return node.op().equals("RandomUniform");
  }

  private Optional<NodeDef> constant(NodeDef node) {
    List<Ref> in = node.inputs();
    looks = 0;
    if (node.op().equals("GreaterEqual") && in.size() == 2) {
      Optional<Interval> numbers = of(in.get(0), 0).filter(Interval::random);
      Optional<Interval> rate = of(in.get(1), 0);
      return numbers
          .filter(n -> rate.isPresent() && n.isAtLeast(rate.get()))
          .map(_ -> Made.scalar(node.name(), DataType.BOOL, 1));
    }
    boolean floats = node.attrs().type("T", DataType.FLOAT) == DataType.FLOAT;
    if (node.op().equals("Floor") && in.size() == 1 && floats) {
      return of(in.getFirst(), 0)
          .filter(i -> i.random() && i.hasOneFloor())
          .map(i -> real(node.name(), (float) Math.floor(i.low())));
    }
    return Optional.empty();
  }

  private static NodeDef real(String name, float value) {
    NewAttrs attrs = new NewAttrs().type("dtype", DataType.FLOAT).scalar("value", value);
    return Made.node(name, "Const", List.of(), attrs.done());
  }

  private Optional<Interval> of(Ref ref, int depth) {
    NodeDef node = nodes.maker(ref).orElse(null);
    if (node == null || depth > DEEPEST || looks++ > MOST) {
      return Optional.empty();
    }
    if (isRandom(node)) {
      return Optional.of(Interval.UNIFORM);
    }
    if (node.op().equals("Const")) {
      return node.attrs()
          .tensor("value")
          .filter(t -> t.type() == DataType.FLOAT && t.shape().elements() == 1)
          .map(t -> Interval.of(t.array().doubles()[0]));
    }
    List<Ref> in = node.inputs();
    if (node.op().equals("PlaceholderWithDefault") && in.size() == 1) {
      return of(in.getFirst(), depth + 1);
    }
    if (in.size() != 2 || !ARITHMETIC.contains(node.op())) {
      return Optional.empty();
    }
    Interval a = of(in.get(0), depth + 1).orElse(null);
    Interval b = of(in.get(1), depth + 1).orElse(null);
    if (a == null || b == null) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case "Add", "AddV2" -> Optional.of(a.plus(b));
      case "Sub" -> Optional.of(a.minus(b));
      case "Mul" -> scaled(a, b);
      default -> Optional.empty();
    };
  }

  /** Random numbers between 0 and 1 are scaled by 1, and stay what they are. */
  private static Optional<Interval> scaled(Interval a, Interval b) {
    Interval one = Interval.of(1);
    return a.equals(one) ? Optional.of(b) : b.equals(one) ? Optional.of(a) : Optional.empty();
  }
}
