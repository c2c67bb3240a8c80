package dev.octet.existing;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the quantized ops of one graph back to float; see {@link Absorption#toFloat}. */
final class FloatRestorer {
  private final Graph graph;
  private final Found found;
  private final Tally tally;
  private final FloatForm form;
  private final Map<Tensor, Node> producers;
  private final OutputNames names;
  private final List<Node> nodes = new ArrayList<>();

  /** What stands for a tensor of the old graph in the new one. */
  private final Map<Tensor, Tensor> values = new HashMap<>();

  /** Integers that the new graph has, since an op stays that makes or reads them. */
  private final Set<Tensor> present = new HashSet<>();

  FloatRestorer(Graph graph, OpTable table, Found found, Tally tally) {
    this.graph = graph;
    this.found = found;
    this.tally = tally;
    this.form = new FloatForm(table, found);
    this.producers = graph.producers();
    this.names = new OutputNames(graph);
    graph.nodes().forEach(this::claimName);
  }

  Graph apply() {
    if (graph.nodes().stream().noneMatch(n -> FloatForm.isQuantized(n) || FloatForm.isBorder(n))) {
      return graph;
    }
    List<Tensor> inputs = graph.inputs().stream().map(this::madeFloat).toList();
    for (Node node : graph.nodes()) {
      if (FloatForm.isBorder(node) && dropped(node)) {
        continue;
      }
      if (!FloatForm.isQuantized(node)) {
        nodes.add(new Node(node.operation(), valuesOf(node), node.outputs(), node.intermediates()));
      } else if (form.exists(node)) {
        nodes.add(restored(node));
        tally.restored();
      } else {
        keep(node);
      }
    }
    return new Graph(
        graph.name(), inputs, graph.outputs().stream().map(this::value).toList(), nodes);
  }

  private Tensor value(Tensor tensor) {
    return values.getOrDefault(tensor, tensor);
  }

  private List<@Nullable Tensor> valuesOf(Node node) {
    return node.mapInputs(this::value);
  }

  /** An activation of integers as float; others as they are. */
  private Tensor madeFloat(Tensor tensor) {
    if (!FloatForm.isActivation(tensor)) {
      return tensor;
    }
    Tensor made = Recorded.forget(names.apply(tensor)).withType(ElementType.FLOAT32, null);
    found.grid(made, Grid.of(tensor));
    values.put(tensor, made);
    return made;
  }

  /** Takes a border out: on both sides there will be floats. */
  private boolean dropped(Node border) {
    Tensor input = border.input(0);
    Tensor output = border.output(0);
    if (input == null) {
      return false;
    }
    Tensor source = value(input);
    if (source.type() != ElementType.FLOAT32 || isPinned(border)) {
      return false;
    }
    if (border.operation().is("DEQUANTIZE")) {
      values.put(output, source);
      return true;
    }
    if (source.isConstant()) {
      Optional<Tensor> made =
          FakeQuant.through(output).flatMap(how -> found.fakeQuantized(source, how));
      made.ifPresent(m -> values.put(output, m));
      return made.isPresent();
    }
    if (!FloatForm.isActivation(output)) {
      return false;
    }
    if (input.type() == ElementType.FLOAT32) {
      found.grid(source, Grid.of(output));
    }
    values.put(output, source);
    return true;
  }

  /** Whether users know the output by a name that no other op's result can have. */
  private boolean isPinned(Node border) {
    Tensor output = border.output(0);
    return graph.outputs().contains(output)
        && !names.isClaimedFor(border.input(0), output)
        && !output.name().equals(value(Objects.requireNonNull(border.input(0))).name());
  }

  private void claimName(Node node) {
    Tensor input = node.input(0);
    Node maker = input == null ? null : producers.get(input);
    if (FloatForm.isBorder(node)
        && input != null
        && maker != null
        && graph.outputs().contains(node.output(0))
        && !FloatForm.isBorder(maker)
        && form.exists(maker)
        && FloatForm.isActivation(input)
        && !graph.outputs().contains(input)
        && names.isFree(input, node.output(0))) {
      names.claim(input, node.output(0));
    }
  }

  private Node restored(Node node) {
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor input = node.input(i);
      inputs.add(input == null ? null : form.constant(node, i).orElse(value(input)));
    }
    List<Tensor> outputs = node.outputs().stream().map(this::madeFloat).toList();
    if (FloatForm.isNeverNegative(node)) {
      outputs.forEach(found::notNegative);
    }
    return new Node(form.operation(node), inputs, outputs, node.intermediates());
  }

  /** An op that stays as it is, with its integers made on the way in and left on the way out. */
  private void keep(Node node) {
    List<@Nullable Tensor> inputs = node.mapInputs(this::integers);
    nodes.add(new Node(node.operation(), inputs, node.outputs(), node.intermediates()));
    if (!FloatForm.isBorder(node)) {
      tally.kept(node.op());
    }
    for (Tensor output : node.outputs()) {
      present.add(output);
      if (FloatForm.isActivation(output)) {
        nodes.add(border("DEQUANTIZE", output, madeFloat(output)));
      }
    }
  }

  private Tensor integers(Tensor input) {
    if (!values.containsKey(input) || !FloatForm.isActivation(input)) {
      return value(input);
    }
    if (present.add(input)) {
      nodes.add(border("QUANTIZE", value(input), input));
    }
    return input;
  }

  private static Node border(String op, Tensor from, Tensor to) {
    ElementType type = from.type() == ElementType.FLOAT32 ? to.type() : from.type();
    int version = type == ElementType.INT16 ? (op.equals("QUANTIZE") ? 2 : 3) : 2;
    return new Node(
        Operation.builtin(op, null).withVersion(version),
        Collections.singletonList(from),
        List.of(to));
  }
}
