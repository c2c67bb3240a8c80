package dev.octet.compare;

import dev.octet.debug.Origins;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A graph as it is compared: its layers, and where what they read comes from. */
final class GraphView {
  private final Graph graph;
  private final Origins origins;
  private final Map<Tensor, Node> makers;
  private final List<Node> layers;
  private final Map<Tensor, Integer> inputs = new HashMap<>();
  private final Map<Node, Outline> outlines = new HashMap<>();

  GraphView(Graph graph) {
    this.graph = graph;
    this.origins = new Origins(graph);
    this.makers = graph.producers();
    this.layers = graph.nodes().stream().filter(n -> !isPartOfReaders(n)).toList();
    graph.inputs().forEach(t -> inputs.putIfAbsent(t, inputs.size()));
  }

  /** Whether a node only turns a constant to another type. */
  private boolean isPartOfReaders(Node node) {
    return Origins.isBorder(node) && origins.of(node.output(0)).isConstant();
  }

  Graph graph() {
    return graph;
  }

  /** Its nodes, but those that belong to what reads them. */
  List<Node> layers() {
    return layers;
  }

  /** A layer without its name. */
  Outline outline(Node layer) {
    return outlines.computeIfAbsent(layer, n -> Outline.of(this, n));
  }

  /** The constant that a node reads there, as it is stored; null for anything else. */
  @Nullable Tensor constant(Node node, int input) {
    Tensor read = node.input(input);
    return read != null && origins.of(read).isConstant() ? origins.of(read) : null;
  }

  /** The constants that a node reads, as they are stored, in order. */
  List<Tensor> constants(Node node) {
    return node.inputs().stream()
        .filter(Objects::nonNull)
        .map(origins::of)
        .filter(Tensor::isConstant)
        .toList();
  }

  /** Where a value that flows comes from. */
  sealed interface Source {
    /** An input of the graph. */
    record Input(int place) implements Source {}

    /** An op that does more than to change types. */
    record Made(Node node, int output) implements Source {}

    /** A constant, a state, or nothing at all. */
    record Fixed() implements Source {}
  }

  Source source(@Nullable Tensor tensor) {
    if (tensor == null) {
      return new Source.Fixed();
    }
    Tensor origin = origins.of(tensor);
    Integer input = inputs.get(origin);
    Node maker = makers.get(origin);
    return input != null
        ? new Source.Input(input)
        : maker != null
            ? new Source.Made(maker, maker.outputs().indexOf(origin))
            : new Source.Fixed();
  }

  /** What people call a source. */
  String name(@Nullable Tensor tensor) {
    return tensor == null ? "" : shortName(origins.of(tensor).name());
  }

  /** The first of the names that a converter joined, without what Octet adds to inner outputs. */
  static String shortName(String name) {
    String first = name.split(";", 2)[0];
    return first.endsWith("_i") ? first.substring(0, first.length() - 2) : first;
  }

  /** The name of what a node makes; empty without. */
  static String shortName(Node node) {
    return node.outputs().isEmpty() ? "" : shortName(node.output(0).name());
  }
}
