package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A quantized graph with the float twin of each of its ops beside it, fed with the same values.
 *
 * <pre>{@code
 * %y = CONV_2D(%x, %w8)              %y = CONV_2D(%x, %w8)
 *                                →   %xf = DEQUANTIZE(%x)
 *                                    %yf = CONV_2D(%xf, %w32)
 * }</pre>
 *
 * <p>Or with the whole float graph beside it, where each goes its own way from the inputs on. The
 * inputs are those of the float model; both outputs of each pair are outputs of the graph.
 */
final class CombinedGraph {
  private final Graph quantized;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Tensor, Tensor> dequantized = new HashMap<>();
  private final List<Compared> compared = new ArrayList<>();
  private final List<Output> modelOutputs = new ArrayList<>();
  private final List<Compared> quantizedInputs = new ArrayList<>();
  private final Set<Tensor> heard = new HashSet<>();
  private final Map<Tensor, Tensor> states = new HashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();

  /**
   * Two tensors that ought to hold the same.
   *
   * @param pair whose output this is
   * @param output the place of the output
   * @param reference what the float op makes
   * @param actual what the quantized op makes
   */
  record Compared(Pair pair, int output, Tensor reference, Tensor actual) {
    /** Whether it is no output of a layer but what layers are fed. */
    boolean isInput() {
      return Origins.isBorder(pair.original());
    }
  }

  /**
   * An output of both models.
   *
   * @param reference of the float model: in the combined graph, or only in its own
   * @param actual of the quantized one
   */
  record Output(Tensor reference, Tensor actual) {}

  private CombinedGraph(Graph original, Graph quantized) {
    this.quantized = quantized;
    for (int i = 0; i < quantized.inputs().size(); i++) {
      Tensor wanted = quantized.inputs().get(i);
      Tensor given = original.inputs().get(i);
      if (given.type() == ElementType.FLOAT32 && wanted.type() != ElementType.FLOAT32) {
        Tensor real = Tensor.of(wanted.name() + "/real", ElementType.FLOAT32, wanted.shape());
        inputs.add(real);
        Node border = node("QUANTIZE", real, wanted);
        nodes.add(border);
        compareInput(given, border);
      } else {
        inputs.add(wanted);
        quantized.nodes().stream()
            .filter(n -> Origins.isBorder(n) && wanted.equals(n.input(0)))
            .filter(n -> n.operation().is("QUANTIZE"))
            .forEach(n -> compareInput(given, n));
      }
    }
    nodes.addAll(quantized.nodes());
    outputs.addAll(quantized.outputs());
    for (int i = 0; i < original.outputs().size(); i++) {
      modelOutputs.add(new Output(original.outputs().get(i), quantized.outputs().get(i)));
    }
  }

  /** Each op with its twin. */
  static CombinedGraph layerByLayer(Graph original, Graph quantized, List<Pair> pairs) {
    var combined = new CombinedGraph(original, quantized);
    pairs.stream().filter(Pair::isQuantized).forEach(combined::addTwin);
    return combined;
  }

  /** Each graph for itself. */
  static CombinedGraph wholeModel(Graph original, Graph quantized, List<Pair> pairs) {
    var combined = new CombinedGraph(original, quantized);
    combined.addAll(original, pairs);
    return combined;
  }

  private void addTwin(Pair pair) {
    Node original = pair.original();
    var twinInputs = new ArrayList<@Nullable Tensor>();
    for (int i = 0; i < original.inputs().size(); i++) {
      Tensor fed = pair.inputs().get(i);
      twinInputs.add(fed == null ? own(original.input(i)) : real(fed, original.input(i)));
      lookAt(original.input(i), fed);
    }
    List<Tensor> twins = original.outputs().stream().map(CombinedGraph::twin).toList();
    nodes.add(new Node(original.operation(), twinInputs, twins, original.intermediates()));
    compare(pair, twins);
  }

  private void compareInput(Tensor given, Node border) {
    Tensor real = Objects.requireNonNull(border.input(0));
    if (given.type() == ElementType.FLOAT32 && real.type() == ElementType.FLOAT32) {
      Node original = node("QUANTIZE", given, border.output(0));
      Pair pair = new Pair(original, border, List.of(real));
      quantizedInputs.add(new Compared(pair, 0, real, border.output(0)));
    }
  }

  /** A float input of an op with integer weights: what these cost depends on it. */
  private void lookAt(@Nullable Tensor original, @Nullable Tensor fed) {
    if (original != null && fed != null && fed.type() == ElementType.FLOAT32 && heard.add(fed)) {
      Node itself = node("QUANTIZE", original, fed);
      quantizedInputs.add(new Compared(new Pair(itself, itself, List.of(fed)), 0, fed, fed));
    }
  }

  private void compare(Pair pair, List<Tensor> references) {
    for (int i = 0; i < references.size(); i++) {
      Tensor actual = pair.quantized().output(i);
      compared.add(new Compared(pair, i, references.get(i), actual));
      outputs.add(references.get(i));
      outputs.add(actual);
    }
  }

  /** State of the twin's own: both graphs may have the same tensor for it. */
  private @Nullable Tensor own(@Nullable Tensor tensor) {
    return tensor == null || !tensor.isVariable()
        ? tensor
        : states.computeIfAbsent(tensor, CombinedGraph::twin);
  }

  private static Tensor twin(Tensor original) {
    return original.withName(original.name() + "/float");
  }

  /** The values of a tensor as floats, where the twin wants floats. */
  private Tensor real(Tensor tensor, @Nullable Tensor wanted) {
    if (wanted == null || tensor.type() == wanted.type()) {
      return tensor;
    }
    return dequantized.computeIfAbsent(
        tensor,
        t -> {
          Tensor real = Tensor.of(t.name() + "/real", ElementType.FLOAT32, t.shape());
          nodes.add(node("DEQUANTIZE", t, real));
          return real;
        });
  }

  private static Node node(String op, Tensor from, Tensor to) {
    Operation operation = Operation.builtin(op, null);
    return new Node(operation, List.of(from), List.of(to));
  }

  private void addAll(Graph original, List<Pair> pairs) {
    var twins = new HashMap<Tensor, Tensor>();
    for (int i = 0; i < original.inputs().size(); i++) {
      twins.put(original.inputs().get(i), inputs.get(i));
    }
    var byNode = new HashMap<Node, Pair>();
    pairs.stream().filter(Pair::isQuantized).forEach(p -> byNode.put(p.original(), p));
    for (Node node : original.nodes()) {
      List<Tensor> made = node.outputs().stream().map(CombinedGraph::twin).toList();
      for (int i = 0; i < made.size(); i++) {
        twins.put(node.output(i), made.get(i));
      }
      List<@Nullable Tensor> read =
          node.mapInputs(t -> twins.getOrDefault(t, Objects.requireNonNull(own(t))));
      nodes.add(new Node(node.operation(), read, made, node.intermediates()));
      Pair pair = byNode.get(node);
      if (pair != null) {
        compare(pair, made);
      }
    }
    for (int i = 0; i < original.outputs().size(); i++) {
      Tensor output = original.outputs().get(i);
      Tensor twin = Objects.requireNonNull(twins.getOrDefault(output, output));
      outputs.add(twin);
      modelOutputs.set(i, new Output(twin, quantized.outputs().get(i)));
    }
  }

  /** What is compared, in the order of the float graph. */
  List<Compared> compared() {
    return List.copyOf(compared);
  }

  /** The outputs of the models, in their order. */
  List<Output> modelOutputs() {
    return List.copyOf(modelOutputs);
  }

  /** The inputs of the model, before and behind their QUANTIZE, and what else ops are fed. */
  List<Compared> quantizedInputs() {
    Set<Tensor> known = compared.stream().map(Compared::actual).collect(Collectors.toSet());
    return quantizedInputs.stream().filter(c -> !known.contains(c.actual())).toList();
  }

  /** The combined graph. */
  Graph graph() {
    return new Graph(quantized.name(), inputs, outputs, nodes);
  }

  /** A model in which it takes the place of the quantized graph. */
  Model in(Model model, int index) {
    var graphs = new ArrayList<>(model.graphs());
    graphs.set(index, graph());
    return model.withGraphs(graphs);
  }
}
