package dev.octet.existing;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes fake quantization out of one graph; see {@link Absorption#of}. */
final class PairAbsorber {
  private final Graph graph;
  private final Found found;
  private final Tally tally;
  private final Map<Tensor, Node> producers;
  private final Map<Tensor, List<Node>> consumers;
  private final OutputNames names;

  /** What stands for a tensor of the old graph in the new one. */
  private final Map<Tensor, Tensor> values = new HashMap<>();

  /** Activations that are read only after they were rounded; a second rounding says nothing. */
  private final Set<Tensor> rounded = new HashSet<>();

  PairAbsorber(Graph graph, Found found, Tally tally) {
    this.graph = graph;
    this.found = found;
    this.tally = tally;
    this.producers = graph.producers();
    this.consumers = graph.consumers();
    this.names = new OutputNames(graph);
    graph.nodes().stream().filter(this::endsPair).forEach(this::claimName);
  }

  Graph apply() {
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      if (!absorb(node)) {
        remember(node);
        nodes.add(rebuilt(node));
      }
    }
    return nodes.equals(graph.nodes())
        ? graph
        : new Graph(
            graph.name(),
            graph.inputs(),
            graph.outputs().stream().map(this::value).toList(),
            nodes);
  }

  private Tensor value(Tensor tensor) {
    return values.getOrDefault(tensor, tensor);
  }

  /** Takes a node out if it is part of fake quantization. */
  private boolean absorb(Node node) {
    if (FakeQuant.of(node).isPresent() && endsPair(node)) {
      return round(node, FakeQuant.of(node).orElseThrow(), node.output(0));
    }
    if (opensPair(node)) {
      Tensor through = node.output(0);
      return round(node, FakeQuant.through(through).orElseThrow(), through);
    }
    if (!endsPair(node)) {
      return false;
    }
    Tensor ints = Objects.requireNonNull(node.input(0));
    if (values.containsKey(ints)) {
      values.put(node.output(0), value(ints));
      return true;
    }
    Optional<Tensor> floats = ints.isConstant() ? found.dequantized(ints) : Optional.empty();
    floats.ifPresent(
        f -> {
          values.put(node.output(0), f);
          tally.weight();
        });
    return floats.isPresent();
  }

  private boolean round(Node node, FakeQuant how, Tensor result) {
    Tensor input = Objects.requireNonNull(node.input(0));
    Tensor source = value(input);
    if (source.isConstant()) {
      Optional<Tensor> made = found.fakeQuantized(source, how);
      made.ifPresent(m -> values.put(result, m));
      tally.weight();
      return made.isPresent();
    }
    if (!rounded.contains(input)) {
      if (!found.knows(source)) {
        tally.activation();
      }
      found.grid(source, how.grid());
    }
    rounded.add(result);
    if (node.operation().is("QUANTIZE")) {
      consumers.getOrDefault(result, List.of()).forEach(n -> rounded.addAll(n.outputs()));
    }
    values.put(result, source);
    return true;
  }

  /** Whether a QUANTIZE rounds floats that stay floats. */
  private boolean opensPair(Node node) {
    if (!node.operation().is("QUANTIZE")) {
      return false;
    }
    Tensor input = node.input(0);
    Tensor through = node.output(0);
    List<Node> readers = consumers.getOrDefault(through, List.of());
    return input != null
        && input.type() == ElementType.FLOAT32
        && FakeQuant.through(through).filter(q -> fits(input, q)).isPresent()
        && !graph.outputs().contains(through)
        && !readers.isEmpty()
        && readers.stream().allMatch(this::endsPair);
  }

  /** Only constants have a scale per channel. */
  private static boolean fits(Tensor input, FakeQuant how) {
    return input.isConstant()
        ? ConstantCodec.of(input.shape(), how.parameters()).isPresent()
        : how.grid().isPresent();
  }

  /** Whether a node gives floats that were rounded, and may go. */
  private boolean endsPair(Node node) {
    Tensor input = node.input(0);
    boolean rounds = FakeQuant.of(node).isPresent();
    return (rounds || node.operation().is("DEQUANTIZE"))
        && input != null
        && node.output(0).type() == ElementType.FLOAT32
        && (!graph.outputs().contains(node.output(0)) || root(node) != null);
  }

  /** The activation whose maker can give it the name of a graph's output. */
  private @Nullable Tensor root(Node end) {
    Tensor source = end.input(0);
    if (source != null && FakeQuant.of(end).isEmpty()) {
      Node opening = producers.get(source);
      source = opening != null && opening.operation().is("QUANTIZE") ? opening.input(0) : null;
    }
    Node maker = source == null ? null : producers.get(source);
    return source != null
            && maker != null
            && FakeQuant.of(maker).isEmpty()
            && !FloatForm.isBorder(maker)
            && !graph.outputs().contains(source)
            && names.isFree(source, end.output(0))
        ? source
        : null;
  }

  private void claimName(Node end) {
    Tensor output = end.output(0);
    Tensor root = graph.outputs().contains(output) ? root(end) : null;
    Node quantize = producers.get(end.input(0));
    if (root != null && (root == end.input(0) || (quantize != null && opensPair(quantize)))) {
      names.claim(root, output);
    }
  }

  /** The parameters at a border between floats and integers. */
  private void remember(Node node) {
    Tensor input = node.input(0);
    if (input == null) {
      return;
    }
    if (node.operation().is("QUANTIZE") && input.type() == ElementType.FLOAT32) {
      found.grid(value(input), Grid.of(node.output(0)));
    } else if (node.operation().is("DEQUANTIZE") && !input.isConstant()) {
      found.grid(node.output(0), Grid.of(input));
    }
  }

  private Node rebuilt(Node node) {
    List<@Nullable Tensor> inputs = node.mapInputs(this::value);
    List<Tensor> outputs = node.outputs().stream().map(this::renamed).toList();
    return inputs.equals(node.inputs()) && outputs.equals(node.outputs())
        ? node
        : new Node(node.operation(), inputs, outputs, node.intermediates());
  }

  private Tensor renamed(Tensor output) {
    Tensor named = names.apply(output);
    if (named != output) {
      values.put(output, named);
    }
    return named;
  }
}
