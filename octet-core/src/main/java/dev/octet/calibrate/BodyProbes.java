package dev.octet.calibrate;

import dev.octet.calibrate.Calibrator.Watched;
import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.RangeMethod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a model that tells which values tensors take inside its loops and branches, which no
 * tap sees: each graph below the entry takes, and gives back, a vector for each of these graphs
 * (see {@link GraphProbe}), and widens its own each time it runs.
 *
 * <pre>{@code
 * graph main(%a) -> (%b) {             graph main(%a) -> (%b) {
 *   %b = WHILE(%a) {cond 1, body 2}      const %none = {-Infinity, …}
 * }                                      %b, %seen = WHILE(%a, %none) {cond 3, body 4}
 *                                      }
 * graph cond(%c) -> (%go)              graph cond(%c, %seen) -> (%go)
 * graph body(%c) -> (%d) {             graph body(%c, %seen) -> (%d, %wider) {
 *   %d = SIN(%c)                         %d = SIN(%c)
 * }                                      …
 *                                        %wider = MAXIMUM(%seen, %now)
 *                                      }
 * }</pre>
 *
 * <p>What runs below is copied, for other entries may run it too. Graphs that decide whether a loop
 * goes on only pass by: what they read is the loop's state, which is watched in the body.
 *
 * <p>Resource variables would do the same with less, but XNNPACK keeps those of the ops it takes
 * over apart from those of the others.
 */
final class BodyProbes {
  private final Model model;
  private final SequencedMap<Integer, GraphProbe> probes = new LinkedHashMap<>();
  private final List<Graph> graphs;
  private final Map<Integer, Integer> bodies = new HashMap<>();
  private final Map<Integer, Integer> conditions = new HashMap<>();
  private final List<Watched> watched = new ArrayList<>();

  /**
   * Probes for what runs below a graph.
   *
   * @param entry the graph that is run
   * @param watches the tensors to watch of a graph
   */
  BodyProbes(Model model, int entry, Function<Graph, List<Tensor>> watches) {
    this.model = model;
    this.graphs = new ArrayList<>(model.graphs());
    for (int g : ControlFlow.bodiesBelow(model, entry)) {
      List<Tensor> tensors = watches.apply(model.graphs().get(g));
      if (!tensors.isEmpty()) {
        probes.put(g, new GraphProbe(tensors));
      }
    }
    if (!probes.isEmpty()) {
      enter(entry);
    }
  }

  /** The copy; the model itself when nothing needs a probe. */
  Model model() {
    return model.withGraphs(graphs);
  }

  /** The tensors of the original that are watched, with where to find what was seen of them. */
  List<Watched> watched() {
    return List.copyOf(watched);
  }

  private void enter(int entry) {
    Graph graph = graphs.get(entry);
    var rebuilt = new Threaded();
    probes.forEach((g, probe) -> rebuilt.seen.put(g, probe.nothing()));
    graph.nodes().forEach(rebuilt::add);
    graphs.set(entry, new Graph(graph.name(), graph.inputs(), graph.outputs(), rebuilt.nodes));
    List<Tensor> all = graphs.get(entry).tensors();
    probes.forEach(
        (g, probe) -> {
          int index = all.indexOf(rebuilt.seen.get(g));
          for (int i = 0; i < probe.tensors().size(); i++) {
            watched.add(new Watched(probe.tensors().get(i), index, i, new RangeMethod.MinMax()));
          }
        });
  }

  /** The copy of a body or a branch, by its place. */
  private int body(int original) {
    Integer known = bodies.get(original);
    if (known != null) {
      return known;
    }
    Graph graph = model.graphs().get(original);
    var rebuilt = new Threaded();
    probes.forEach((g, probe) -> rebuilt.seen.put(g, probe.vector("seen")));
    List<Tensor> inputs = joined(graph.inputs(), rebuilt.seen.sequencedValues());
    graph.nodes().forEach(rebuilt::add);
    GraphProbe own = probes.get(original);
    if (own != null) {
      rebuilt.seen.computeIfPresent(original, (_, seen) -> own.widen(seen, rebuilt.nodes));
    }
    probes.forEach(
        (g, probe) ->
            rebuilt.seen.computeIfPresent(
                g, (_, seen) -> inputs.contains(seen) ? probe.passOn(seen, rebuilt.nodes) : seen));
    List<Tensor> outputs = joined(graph.outputs(), rebuilt.seen.sequencedValues());
    int place = append(new Graph(graph.name(), inputs, outputs, rebuilt.nodes));
    bodies.put(original, place);
    return place;
  }

  private int condition(int original) {
    Integer known = conditions.get(original);
    if (known != null) {
      return known;
    }
    Graph graph = model.graphs().get(original);
    List<Tensor> passing = probes.sequencedValues().stream().map(p -> p.vector("seen")).toList();
    int place =
        append(
            new Graph(
                graph.name(), joined(graph.inputs(), passing), graph.outputs(), graph.nodes()));
    conditions.put(original, place);
    return place;
  }

  private int append(Graph graph) {
    graphs.add(graph);
    return graphs.size() - 1;
  }

  private static <T extends @Nullable Object> List<T> joined(
      List<? extends T> first, Iterable<? extends T> second) {
    var joined = new ArrayList<T>(first);
    second.forEach(joined::add);
    return joined;
  }

  /** The nodes of a graph, with what was seen so far led through its loops and branches. */
  private final class Threaded {
    final List<Node> nodes = new ArrayList<>();
    final SequencedMap<Integer, Tensor> seen = new LinkedHashMap<>();

    void add(Node node) {
      List<Integer> called = ControlFlow.graphs(node);
      if (called.isEmpty()) {
        nodes.add(node);
        return;
      }
      int first = called.getFirst();
      int second = called.getLast();
      var operation =
          ControlFlow.isWhile(node)
              ? ControlFlow.running(node, condition(first), body(second))
              : ControlFlow.running(node, body(first), body(second));
      List<@Nullable Tensor> inputs = joined(node.inputs(), seen.sequencedValues());
      probes.forEach((g, probe) -> seen.put(g, probe.vector("seen")));
      nodes.add(new Node(operation, inputs, joined(node.outputs(), seen.sequencedValues())));
    }
  }
}
