package dev.octet.debug;

import dev.octet.model.Attributes;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The ops of a quantized graph that have no twin yet. */
final class Partners {
  private final Origins origins;
  private final Map<String, List<Node>> byOp = new HashMap<>();
  private final Map<String, List<Tensor>> byName = new HashMap<>();
  private final Map<Tensor, Node> makers = new HashMap<>();
  private final Set<Node> taken = new HashSet<>();

  Partners(Graph graph, Origins origins) {
    this.origins = origins;
    for (Node node : graph.nodes()) {
      node.outputs().forEach(o -> makers.put(o, node));
      if (!Origins.isBorder(node)) {
        byOp.computeIfAbsent(node.op(), _ -> new ArrayList<>()).add(node);
        for (Tensor output : node.outputs()) {
          byName.computeIfAbsent(shortName(output), _ -> new ArrayList<>()).add(output);
        }
      }
    }
  }

  /**
   * The op that does what a node of the float graph does: of those that read the same, the one with
   * most of its constants, then the one with its name, then the first; if none reads the same, the
   * one with its name.
   */
  Optional<Node> of(Node node, Origins floats, Predicate<Node> readsSame) {
    List<Node> alike =
        byOp.getOrDefault(node.op(), List.of()).stream()
            .filter(n -> !taken.contains(n) && Shapes.agree(node, n))
            .filter(n -> fused(n).equals(fused(node)))
            .toList();
    List<Node> fitting = alike.stream().filter(readsSame).toList();
    if (fitting.isEmpty()) {
      return alike.stream().filter(n -> isNamesake(node, n)).findFirst();
    }
    return fitting.size() == 1
        ? Optional.of(fitting.getFirst())
        : fitting.stream().max(likeness(node, floats));
  }

  private static String fused(Node node) {
    Attributes options = node.operation().options();
    return options == null ? "NONE" : options.name("fused_activation_function", "NONE");
  }

  /** Of equals the first is the largest for {@code max}, which takes the last. */
  private Comparator<Node> likeness(Node node, Origins floats) {
    var order = new HashMap<Node, Integer>();
    byOp.getOrDefault(node.op(), List.of()).forEach(n -> order.put(n, -order.size()));
    var constants = new HashMap<Node, Integer>();
    return Comparator.<Node>comparingInt(
            n -> constants.computeIfAbsent(n, other -> sameConstants(node, floats, other)))
        .thenComparing(n -> isNamesake(node, n))
        .thenComparing(n -> order.getOrDefault(n, 0));
  }

  private int sameConstants(Node node, Origins floats, Node other) {
    int same = Objects.equals(node.operation().options(), other.operation().options()) ? 1 : 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      Tensor after = other.input(i);
      if (before != null
          && after != null
          && floats.of(before).isConstant()
          && SameWeights.agree(floats.of(before), origins.of(after))) {
        same++;
      }
    }
    return same;
  }

  private static boolean isNamesake(Node node, Node other) {
    return !node.outputs().isEmpty()
        && !shortName(node.output(0)).isEmpty()
        && shortName(node.output(0)).equals(shortName(other.output(0)));
  }

  /** The only output with the name of a float one, and perhaps its shape; null if there is none. */
  @Nullable Tensor named(Tensor output) {
    List<Tensor> named =
        byName.getOrDefault(shortName(output), List.of()).stream()
            .filter(t -> Shapes.agree(t.shape(), output.shape()) && isFree(t))
            .toList();
    return named.size() == 1 && !shortName(output).isEmpty() ? named.getFirst() : null;
  }

  private boolean isFree(Tensor tensor) {
    Node maker = makers.get(tensor);
    return maker != null && !taken.contains(maker);
  }

  /** The op that makes a tensor; null for an input of the graph or a constant. */
  @Nullable Node maker(Tensor tensor) {
    return makers.get(tensor);
  }

  void take(Node node) {
    taken.add(node);
  }

  boolean isTaken(Node node) {
    return taken.contains(node);
  }

  /** The first of the names that a converter joined, without what Octet adds to inner outputs. */
  private static String shortName(Tensor tensor) {
    String name = tensor.name().split(";", 2)[0];
    return name.endsWith("_i") ? name.substring(0, name.length() - 2) : name;
  }
}
