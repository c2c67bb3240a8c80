package dev.octet.rewrite;

import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ties the channels of activations where ops pass them on, and pins them where an op does anything
 * else. Layers neither tie nor pin what they can make up for with their weights and bias.
 */
final class ChannelTies {
  /** Reshapes that bring more slots together than this are left alone. */
  private static final long MOST_TIES = 1 << 20;

  private static final Set<String> HOMOGENEOUS = Set.of("NONE", "RELU");

  /** What is done to channels, and so which ops pass it on. */
  enum Change {
    /** Another scale: f(s·x) = s·f(x) for every s above 0. */
    SCALE,
    /** A constant more or less: f(x + c) = f(x) + c. */
    SHIFT
  }

  private static final Set<String> SHIFTING =
      Set.of(
          "AVERAGE_POOL_2D",
          "CONCATENATION",
          "EXPAND_DIMS",
          "MAX_POOL_2D",
          "MAXIMUM",
          "MEAN",
          "MINIMUM",
          "REDUCE_MAX",
          "REDUCE_MIN",
          "RESHAPE",
          "RESIZE_BILINEAR",
          "RESIZE_NEAREST_NEIGHBOR",
          "SPLIT",
          "SPLIT_V",
          "SQUEEZE",
          "TRANSPOSE");

  private static final Set<String> READS_SHAPE = Set.of("SHAPE", "RANK");

  private final Graph graph;
  private final ChannelSlots slots;
  private final Change change;
  private final Predicate<Tensor> pinned;
  private final Predicate<ChannelLayer> makes;
  private final Predicate<ChannelLayer> reads;

  /**
   * Looks at a graph.
   *
   * @param pinned whether a tensor must keep its values
   * @param makes whether a layer can make its output otherwise
   * @param reads whether a layer can make up for another input
   */
  ChannelTies(
      Graph graph,
      ChannelSlots slots,
      Change change,
      Predicate<Tensor> pinned,
      Predicate<ChannelLayer> makes,
      Predicate<ChannelLayer> reads) {
    this.graph = graph;
    this.slots = slots;
    this.change = change;
    this.pinned = pinned;
    this.makes = makes;
    this.reads = reads;
  }

  void find() {
    graph.inputs().forEach(t -> slots.pin(t, "the graph's input"));
    graph.outputs().forEach(t -> slots.pin(t, "the graph's output"));
    for (Tensor tensor : graph.tensors()) {
      if (tensor.isVariable()) {
        slots.pin(tensor, "state");
      } else if (pinned.test(tensor)) {
        slots.pin(tensor, "known ranges");
      }
    }
    graph.nodes().forEach(this::look);
  }

  private void look(Node node) {
    ChannelLayer layer = ChannelLayer.of(node);
    if (layer != null) {
      look(layer);
    } else if (node.operation().custom() || !ties(node)) {
      pin(node);
    }
  }

  private void look(ChannelLayer layer) {
    Node node = layer.node();
    if (!layer.fits(slots.width(layer.input()), slots.width(layer.output())) || readsMore(layer)) {
      pin(node);
      return;
    }
    if (!reads.test(layer)) {
      slots.pin(layer.input(), node.op());
    }
    if (!makes.test(layer)) {
      slots.pin(layer.output(), node.op());
    } else if (!isHomogeneous(node) && !(change == Change.SCALE && isCapped(node))) {
      slots.pin(layer.output(), Nodes.fusedActivation(node));
    }
  }

  /** Whether an activation stands where a bias or the like is expected. */
  private boolean readsMore(ChannelLayer layer) {
    List<@Nullable Tensor> inputs = layer.node().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (i != layer.data() && slots.width(inputs.get(i)) > 0) {
        return true;
      }
    }
    return false;
  }

  private void pin(Node node) {
    node.inputs().forEach(t -> slots.pin(t, node.op()));
    node.outputs().forEach(t -> slots.pin(t, node.op()));
  }

  /** Whether it is the same at every scale but for a cap, which nothing may reach. */
  static boolean isCapped(Node node) {
    return Nodes.fusedActivation(node).equals("RELU6");
  }

  private static boolean isHomogeneous(Node node) {
    return HOMOGENEOUS.contains(Nodes.fusedActivation(node));
  }

  /** False where the op is none that passes channels on. */
  private boolean ties(Node node) {
    boolean passes =
        switch (change) {
          case SCALE -> isHomogeneous(node);
          case SHIFT -> SHIFTING.contains(node.op()) && Nodes.fusedActivation(node).equals("NONE");
        };
    return READS_SHAPE.contains(node.op()) || (passes && tiesChannels(node));
  }

  private boolean tiesChannels(Node node) {
    return switch (node.op()) {
      case "RELU",
          "LEAKY_RELU",
          "ABS",
          "NEG",
          "MAX_POOL_2D",
          "AVERAGE_POOL_2D",
          "L2_POOL_2D",
          "RESIZE_BILINEAR",
          "RESIZE_NEAREST_NEIGHBOR",
          "SPACE_TO_BATCH_ND",
          "BATCH_TO_SPACE_ND" ->
          same(node.input(0), node.output(0));
      case "PRELU" -> isConstant(node.input(1)) && same(node.input(0), node.output(0));
      case "PAD", "MIRROR_PAD" -> padsNoChannel(node) && same(node.input(0), node.output(0));
      case "MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN" ->
          reducesNoChannel(node) && same(node.input(0), node.output(0));
      case "RESHAPE", "SQUEEZE", "EXPAND_DIMS", "SPACE_TO_DEPTH", "DEPTH_TO_SPACE" ->
          inOrder(node.input(0), node.output(0));
      case "TRANSPOSE" -> movesNoChannel(node) && same(node.input(0), node.output(0));
      case "ADD", "SUB", "MAXIMUM", "MINIMUM" ->
          same(node.input(0), node.output(0)) && same(node.input(1), node.output(0));
      case "MUL" -> gates(node, 0) || gates(node, 1);
      case "DIV" -> gates(node, 0);
      case "CONCATENATION" -> joins(node, node.inputs());
      case "SPLIT" -> splits(node, node.input(1), Values.integers(node.input(0)));
      case "SPLIT_V" -> splits(node, node.input(0), Values.integers(node.input(2)));
      default -> false;
    };
  }

  private static boolean isConstant(@Nullable Tensor tensor) {
    return tensor != null && tensor.isConstant();
  }

  private boolean same(@Nullable Tensor a, Tensor b) {
    return slots.width(a) == slots.width(b) && sameFrom(a, b, 0);
  }

  /** All of {@code part} is what {@code whole} has from a place on. */
  private boolean sameFrom(@Nullable Tensor part, Tensor whole, int from) {
    int width = slots.width(part);
    if (part == null || width == 0 || from + width > slots.width(whole)) {
      return false;
    }
    for (int i = 0; i < width; i++) {
      slots.tie(part, i, whole, from + i);
    }
    return true;
  }

  /** Both hold the same values in the same order; their last dimensions may differ. */
  private boolean inOrder(@Nullable Tensor a, Tensor b) {
    int widthA = slots.width(a);
    int widthB = slots.width(b);
    if (a == null || widthA == 0 || widthB == 0) {
      return false;
    }
    long period = (long) widthA / gcd(widthA, widthB) * widthB;
    if (period > MOST_TIES) {
      return false;
    }
    for (int i = 0; i < period; i++) {
      slots.tie(a, i % widthA, b, i % widthB);
    }
    return true;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /** A product with something that keeps its own scale: a constant, or one value for each image. */
  private boolean gates(Node node, int of) {
    Tensor x = Objects.requireNonNull(node.input(of));
    Tensor gate = Objects.requireNonNull(node.input(1 - of));
    boolean passes = slots.width(x) == slots.width(node.output(0)) && slots.width(x) > 0;
    boolean smaller =
        gate.isConstant()
            || (slots.width(gate) > 0
                && gate.shape().isRanked()
                && gate.shape().elements() < x.shape().elements());
    if (!passes || !smaller) {
      return false;
    }
    slots.pin(gate, node.op());
    return same(x, node.output(0));
  }

  private boolean joins(Node node, List<@Nullable Tensor> parts) {
    Tensor whole = node.output(0);
    var options = node.operation().options();
    long axis = options == null ? 0 : options.integer("axis", 0);
    int rank = whole.shape().isRanked() ? whole.shape().rank() : 0;
    boolean last = axis == -1 || axis == rank - 1;
    int width = parts.stream().mapToInt(slots::width).sum();
    if (parts.stream().anyMatch(p -> slots.width(p) == 0)
        || (last && width != slots.width(whole))) {
      return false;
    }
    int from = 0;
    for (Tensor part : parts) {
      if (!(last ? sameFrom(part, whole, from) : same(part, whole))) {
        return false;
      }
      from += slots.width(part);
    }
    return true;
  }

  private boolean splits(Node node, @Nullable Tensor whole, long @Nullable [] axes) {
    if (whole == null || axes == null || axes.length != 1 || slots.width(whole) == 0) {
      return false;
    }
    boolean last = isLast(axes[0], whole);
    int from = 0;
    for (Tensor part : node.outputs()) {
      boolean fits = last || slots.width(part) == slots.width(whole);
      if (!fits || !sameFrom(part, whole, last ? from : 0)) {
        return false;
      }
      from += slots.width(part);
    }
    return true;
  }

  private static boolean isLast(long axis, Tensor tensor) {
    return axis == -1 || axis == tensor.shape().rank() - 1;
  }

  private static boolean padsNoChannel(Node node) {
    long[] sizes = Values.integers(node.input(1));
    return sizes != null
        && sizes.length >= 2
        && sizes[sizes.length - 1] == 0
        && sizes[sizes.length - 2] == 0;
  }

  private static boolean reducesNoChannel(Node node) {
    long[] axes = Values.integers(node.input(1));
    Tensor x = Objects.requireNonNull(node.input(0));
    if (axes == null || !x.shape().isRanked()) {
      return false;
    }
    for (long axis : axes) {
      if (isLast(axis, x)) {
        return false;
      }
    }
    return true;
  }

  private static boolean movesNoChannel(Node node) {
    long[] order = Values.integers(node.input(1));
    return order != null && order.length > 0 && order[order.length - 1] == order.length - 1;
  }
}
