package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds a graph from another in one walk: each node of the old one is kept, dropped or replaced,
 * and old tensors are mapped to new ones on the way. The inputs and outputs of the graph stay the
 * very tensors they were.
 */
final class GraphEditor {
  private final Graph graph;
  private final Uses uses;
  private final boolean entry;
  private final Set<Tensor> outputs;
  private final Set<Tensor> states;
  private final Map<Tensor, Integer> reads = new HashMap<>();
  private final Map<Tensor, Tensor> forwards = new HashMap<>();
  private final Map<Tensor, Node> producers = new HashMap<>();
  private final Map<Node, Integer> places = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private boolean changed;

  private GraphEditor(Graph graph, Uses uses, boolean entry) {
    this.graph = graph;
    this.uses = uses;
    this.entry = entry;
    this.outputs = new HashSet<>(graph.outputs());
    this.states = States.of(graph.nodes());
    graph.nodes().forEach(n -> count(n, 1));
  }

  /** Walks all graphs of a model. The same model if nothing changed. */
  static Model walk(Model model, NodeRewrite rewrite) {
    var uses = new Uses(model);
    var graphs = new ArrayList<Graph>();
    boolean changed = false;
    for (int i = 0; i < model.graphs().size(); i++) {
      var editor = new GraphEditor(model.graphs().get(i), uses, uses.isEntry(i));
      graphs.add(editor.walk(rewrite));
      changed |= editor.changed;
    }
    return changed ? model.withGraphs(graphs) : model;
  }

  /** A graph in which the readers of some tensors read others; outputs of it stay. */
  static Graph forward(Graph graph, Map<Tensor, Tensor> forwards) {
    if (forwards.isEmpty()) {
      return graph;
    }
    var nodes = graph.nodes().stream().map(n -> forwarded(n, forwards)).toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private Graph walk(NodeRewrite rewrite) {
    for (Node old : graph.nodes()) {
      Node node = forwarded(old, forwards);
      if (rewrite.rewrite(node, this)) {
        count(node, -1);
        changed = true;
      } else {
        place(node);
      }
    }
    return changed ? new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes) : graph;
  }

  /**
   * Whether this graph is a way into the model, so that its tensors have the shapes of the file at
   * the start. The shapes of others are set by the ops that run them, whatever the file says.
   */
  boolean isEntry() {
    return entry;
  }

  /** Whether the graph gives this tensor out. */
  boolean isOutput(Tensor tensor) {
    return outputs.contains(tensor);
  }

  /** Whether the readers of this result of an op can do with a constant. */
  boolean canBeConstant(Tensor tensor) {
    return !isOutput(tensor) && !tensor.isVariable() && !states.contains(tensor);
  }

  /** Whether only one input of one node reads this tensor, and nobody outside the graph. */
  boolean isPrivate(Tensor tensor) {
    return reads.getOrDefault(tensor, 0) == 1 && !isOutput(tensor) && !tensor.isVariable();
  }

  /** Whether this constant is private and no other tensor of the model shares its bytes. */
  boolean isUnshared(Tensor constant) {
    return isPrivate(constant) && uses.tensors(Objects.requireNonNull(constant.data())) == 1;
  }

  /** A constant made from others; what is made from the same in any graph is made once. */
  Constant once(Object source, Supplier<Constant> make) {
    return uses.once(source, make);
  }

  /** The node of the new graph that makes a tensor; null for inputs and constants. */
  @Nullable Node producer(@Nullable Tensor tensor) {
    return tensor == null ? null : producers.get(tensor);
  }

  /** The node before, if it makes a tensor that nobody else reads. */
  @Nullable Node privateProducer(@Nullable Tensor tensor) {
    return tensor == null || !isPrivate(tensor) ? null : producers.get(tensor);
  }

  /** Adds a node to the new graph, in place of the one that is looked at. */
  void emit(Node node) {
    count(node, 1);
    place(node);
  }

  /**
   * Exchanges a node that was placed before for another, which reads the same and constants, and
   * makes what the node makes that is looked at.
   */
  void replace(Node placed, Node by) {
    int place = Objects.requireNonNull(places.remove(placed));
    count(placed, -1);
    placed.outputs().forEach(producers::remove);
    count(by, 1);
    nodes.set(place, by);
    remember(by, place);
  }

  /** Whether {@link #forward} can be done. */
  boolean canForward(Tensor old, Tensor to) {
    boolean moves = !isOutput(old) || (isPrivate(to) && producers.containsKey(to));
    boolean written = states.contains(old) || states.contains(to);
    return moves && !written && !old.isVariable() && !to.isVariable();
  }

  /**
   * Lets the readers of a tensor read another. For an output of the graph, the node that makes the
   * other one makes the output instead.
   */
  void forward(Tensor old, Tensor to) {
    if (isOutput(old)) {
      Node producer = Objects.requireNonNull(producers.get(to));
      replace(producer, Nodes.withOutput(producer, to, old));
      reread(to, old);
      return;
    }
    forwards.put(old, to);
    reads.merge(to, reads.getOrDefault(old, 0), Integer::sum);
  }

  /** A node between them that nothing is left to read of still reads what there is. */
  private void reread(Tensor gone, Tensor made) {
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      if (node.inputs().contains(gone)) {
        Node by = Nodes.withInputs(node, node.mapInputs(t -> t == gone ? made : t));
        count(node, -1);
        count(by, 1);
        places.remove(node);
        nodes.set(i, by);
        remember(by, i);
      }
    }
  }

  private void place(Node node) {
    nodes.add(node);
    remember(node, nodes.size() - 1);
  }

  private void remember(Node node, int place) {
    places.put(node, place);
    node.outputs().forEach(t -> producers.put(t, node));
  }

  private void count(Node node, int step) {
    for (Tensor input : node.inputs()) {
      if (input != null) {
        reads.merge(input, step, Integer::sum);
      }
    }
  }

  private static Node forwarded(Node node, Map<Tensor, Tensor> forwards) {
    if (node.inputs().stream().noneMatch(t -> t != null && forwards.containsKey(t))) {
      return node;
    }
    return Nodes.withInputs(node, node.mapInputs(t -> forwards.getOrDefault(t, t)));
  }
}
