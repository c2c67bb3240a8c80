package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each op of a float graph the op of a quantized graph that does the same: one of the
 * same kind that reads the same values, seen through QUANTIZE and DEQUANTIZE, and of several such
 * ops that with the same name, or the first. Where no op reads the same values, one of the same
 * kind whose output has the same name will do.
 */
final class Pairing {
  private final Origins floats;
  private final Origins quantized;
  private final Graph graph;
  private final Map<String, List<Node>> byOp = new HashMap<>();
  private final Map<String, Node> byName = new HashMap<>();
  private final Set<Node> taken = new HashSet<>();
  private final Map<Tensor, Tensor> values = new HashMap<>();
  private final Map<Node, Pair> pairs = new LinkedHashMap<>();

  private Pairing(Graph original, Graph graph) {
    this.floats = new Origins(original);
    this.quantized = new Origins(graph);
    this.graph = graph;
    for (Node node : graph.nodes()) {
      if (!Origins.isBorder(node)) {
        byOp.computeIfAbsent(node.op(), _ -> new ArrayList<>()).add(node);
        node.outputs().forEach(o -> byName.put(shortName(o), node));
      }
    }
    if (original.inputs().size() != graph.inputs().size()) {
      throw new OctetException(
              ErrorCode.NOT_TWINS,
              "the quantized model has %d inputs, the float one %d: they are no twins"
                  .formatted(graph.inputs().size(), original.inputs().size()))
          .advise("give the model that was made from this float one");
    }
    for (int i = 0; i < original.inputs().size(); i++) {
      values.put(original.inputs().get(i), graph.inputs().get(i));
    }
  }

  /** The pairs of two graphs, in the order of the float graph. */
  static List<Pair> of(Graph original, Graph quantized) {
    var pairing = new Pairing(original, quantized);
    original.nodes().stream().filter(n -> !Origins.isBorder(n)).forEach(pairing::pair);
    return List.copyOf(pairing.pairs.values());
  }

  private void pair(Node node) {
    Optional<Node> partner = partner(node);
    partner.ifPresent(
        p -> {
          taken.add(p);
          pairs.put(node, new Pair(node, p, inputs(node, p)));
        });
    for (int i = 0; i < node.outputs().size(); i++) {
      Tensor output = node.output(i);
      Tensor same = partner.isPresent() ? partner.get().output(i) : named(output);
      if (same != null) {
        values.put(output, quantized.of(same));
      }
    }
  }

  /** What another op, or several in its place, made of an output. */
  private @Nullable Tensor named(Tensor output) {
    Node node = byName.get(shortName(output));
    return node == null
        ? null
        : node.outputs().stream()
            .filter(o -> shortName(o).equals(shortName(output)))
            .findFirst()
            .orElse(null);
  }

  private Optional<Node> partner(Node node) {
    List<Node> same =
        byOp.getOrDefault(node.op(), List.of()).stream()
            .filter(n -> !taken.contains(n) && n.outputs().size() == node.outputs().size())
            .toList();
    List<Node> fitting = same.stream().filter(n -> readsSame(node, n)).toList();
    return fitting.stream()
        .filter(n -> isNamesake(node, n))
        .findFirst()
        .or(() -> fitting.stream().findFirst())
        .or(() -> same.stream().filter(n -> isNamesake(node, n)).findFirst());
  }

  private static boolean isNamesake(Node node, Node other) {
    return !node.outputs().isEmpty()
        && !node.output(0).name().isEmpty()
        && shortName(node.output(0)).equals(shortName(other.output(0)));
  }

  private boolean readsSame(Node node, Node other) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      if (before == null) {
        continue;
      }
      Tensor origin = floats.of(before);
      Tensor after = other.input(i);
      if (after == null) {
        return false;
      }
      Tensor afterOrigin = quantized.of(after);
      boolean same =
          (origin.isConstant() || origin.isVariable())
              ? afterOrigin.isConstant() == origin.isConstant()
              : Objects.equals(values.get(origin), afterOrigin);
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** The tensors that feed the twin: those that the quantized op reads, where it reads the same. */
  private List<@Nullable Tensor> inputs(Node node, Node partner) {
    var inputs = new ArrayList<@Nullable Tensor>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      if (before == null || floats.of(before).isConstant() || before.isVariable()) {
        inputs.add(null);
        continue;
      }
      Tensor same = values.get(floats.of(before));
      Tensor read = partner.input(i);
      boolean reads = read != null && (same == null || quantized.of(read).equals(same));
      inputs.add(reads ? read : same);
    }
    return inputs;
  }

  /** The first of the names that a converter joined, without what Octet adds to inner outputs. */
  private static String shortName(Tensor tensor) {
    String name = tensor.name().split(";", 2)[0];
    return name.endsWith("_i") ? name.substring(0, name.length() - 2) : name;
  }

  /** The graph whose ops are the partners. */
  Graph graph() {
    return graph;
  }
}
