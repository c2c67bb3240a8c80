package dev.octet.debug;

import dev.octet.calibrate.BodyProbe;
import dev.octet.calibrate.BodyProbes;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Signature;
import dev.octet.model.Signature.Port;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A quantized model joined with the float one, so that one run shows what both compute: layer by
 * layer, with the twin of each op beside it (see {@link TwinNodes}), or with the whole float graph
 * beside the quantized one, where each goes its own way from the inputs on. Its inputs are those of
 * the float model; what is compared are outputs.
 */
final class TwinModel {
  private static final String SIGNATURE = "both";

  private final Alignment way;
  private final GraphPairs pairs;
  private final List<Graph> graphs;
  private final List<Tensor> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<Tensor> outputs = new ArrayList<>();
  private final List<Watched> watched = new ArrayList<>();
  private int floatOutputs = -1;

  private TwinModel(Alignment way, GraphPairs pairs, Model quantized) {
    this.way = way;
    this.pairs = pairs;
    this.graphs = new ArrayList<>(quantized.graphs());
    for (int i = 0; i < way.graph().inputs().size(); i++) {
      Tensor wanted = way.graph().inputs().get(i);
      if (way.before().inputs().get(i).type() == wanted.type()) {
        inputs.add(wanted);
      } else {
        Tensor real = Tensor.of(wanted.name() + "/real", ElementType.FLOAT32, wanted.shape());
        inputs.add(real);
        nodes.add(new Node(Operation.builtin("QUANTIZE", null), List.of(real), List.of(wanted)));
      }
    }
    nodes.addAll(way.graph().nodes());
    outputs.addAll(way.graph().outputs());
  }

  /** Compares the inputs of the model before and behind their QUANTIZE. */
  private void watchInputs() {
    for (Node node : nodes) {
      Tensor real = node.input(0);
      if (node.operation().is("QUANTIZE")
          && real != null
          && real.type() == ElementType.FLOAT32
          && inputs.contains(real)) {
        Tensor given = way.before().inputs().get(inputs.indexOf(real));
        watch(Compared.fed(given, node, real));
      }
    }
  }

  /** Looks at the floats that ops with integer weights are fed: what these cost depends on them. */
  private void watchFed(List<Compared> compared) {
    var known = new HashSet<Tensor>();
    compared.forEach(c -> known.add(c.actual()));
    for (Compared layer : compared) {
      layer
          .pair()
          .fed()
          .forEach(
              (wanted, fed) -> {
                if (fed.type() == ElementType.FLOAT32
                    && wanted.type() == ElementType.FLOAT32
                    && known.add(fed)) {
                  Operation border = Operation.builtin("QUANTIZE", null);
                  Node itself = new Node(border, List.of(wanted), List.of(fed));
                  watch(Compared.fed(wanted, itself, fed));
                }
              });
    }
  }

  /** Each op with its twin, also in loops and branches. */
  static TwinModel layerByLayer(Alignment way, GraphPairs pairs, Model quantized) {
    var joined = new TwinModel(way, pairs, quantized);
    TwinNodes twins = twins(pairs.entry());
    joined.nodes.addAll(twins.nodes());
    twins.compared().forEach(joined::watch);
    joined.watchFed(twins.compared());
    joined.watchInputs();
    joined.graphs.set(way.after(), joined.graph());
    joined.watchBodies(quantized);
    return joined;
  }

  private static TwinNodes twins(Pairs pairs) {
    var twins = new TwinNodes();
    pairs.pairs().stream().filter(p -> p.isQuantized() && TwinNodes.takes(p)).forEach(twins::add);
    return twins;
  }

  private void watch(Compared compared) {
    watched.add(new Watched(compared, way.after(), outputs.size(), -1));
    outputs.add(compared.reference());
    outputs.add(compared.actual());
  }

  private void watchBodies(Model quantized) {
    Map<Integer, List<Compared>> compared = new LinkedHashMap<>();
    var probes = new BodyProbes(quantized.withGraphs(graphs), way.after(), g -> probe(g, compared));
    graphs.clear();
    graphs.addAll(probes.model().graphs());
    probes
        .results()
        .forEach(
            (g, sums) -> {
              List<Compared> inBody = compared.getOrDefault(g, List.of());
              for (int i = 0; i < inBody.size(); i++) {
                watched.add(new Watched(inBody.get(i), g, outputs.size(), i));
              }
              outputs.add(sums);
            });
    Graph entry = graphs.get(way.after());
    graphs.set(way.after(), new Graph(entry.name(), entry.inputs(), outputs, entry.nodes()));
  }

  private Optional<BodyProbe> probe(int graph, Map<Integer, List<Compared>> all) {
    @Nullable Pairs body = pairs.bodies().get(graph);
    if (body == null) {
      return Optional.empty();
    }
    TwinNodes twins = twins(body);
    if (twins.compared().isEmpty()) {
      return Optional.empty();
    }
    all.put(graph, twins.compared());
    return Optional.of(new BodySums(twins.nodes(), twins.compared()));
  }

  /** Each model for itself. */
  static TwinModel whole(Alignment way, GraphPairs pairs, Model original, Model quantized) {
    var joined = new TwinModel(way, pairs, quantized);
    joined.addFloatGraph(new FloatGraphs(original, joined.graphs));
    joined.watchInputs();
    joined.graphs.set(way.after(), joined.graph());
    return joined;
  }

  private void addFloatGraph(FloatGraphs others) {
    var twins = new HashMap<Tensor, Tensor>();
    for (int i = 0; i < inputs.size(); i++) {
      twins.put(way.before().inputs().get(i), inputs.get(i));
    }
    var byNode = new HashMap<Node, Pair>();
    pairs.entry().pairs().stream()
        .filter(pairs::isCompared)
        .forEach(p -> byNode.put(p.original(), p));
    for (Node node : way.before().nodes()) {
      List<@Nullable Tensor> read = node.mapInputs(t -> twins.computeIfAbsent(t, TwinNodes::own));
      List<Tensor> made = node.outputs().stream().map(TwinNodes::twin).toList();
      for (int i = 0; i < made.size(); i++) {
        twins.put(node.output(i), made.get(i));
      }
      nodes.add(new Node(others.operation(node), read, made, node.intermediates()));
      Pair pair = byNode.get(node);
      if (pair != null) {
        IntStream.range(0, made.size())
            .filter(pair::isComparable)
            .forEach(o -> watch(new Compared(pair, o, made.get(o), pair.quantized().output(o))));
      }
    }
    floatOutputs = outputs.size();
    way.before().outputs().forEach(o -> outputs.add(twins.computeIfAbsent(o, TwinNodes::own)));
  }

  private Graph graph() {
    return new Graph(way.graph().name(), inputs, outputs, nodes);
  }

  /** What is compared: that of the entry in the order of the float graph, then that of bodies. */
  List<Watched> watched() {
    return List.copyOf(watched);
  }

  /**
   * The place among the outputs of the first output of the float model, behind which come its
   * others; −1 if it does not run. Those of the quantized model come first of all.
   */
  int floatOutputs() {
    return floatOutputs;
  }

  /** The model, with a signature for what is to be run. */
  Model model() {
    List<Port> ports =
        IntStream.range(0, inputs.size()).mapToObj(i -> new Port("input" + i, i)).toList();
    List<Port> results =
        IntStream.range(0, outputs.size()).mapToObj(i -> new Port("output" + i, i)).toList();
    var signature = new Signature(SIGNATURE, way.after(), ports, results);
    return new Model("", graphs, List.of(signature), List.of());
  }

  /** The signature to run; null for the first graph. */
  @Nullable String signature() {
    return way.after() == 0 ? null : SIGNATURE;
  }
}
