package dev.octet.calibrate;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a model that tells what happens inside its loops and branches, which no tap sees: each
 * graph below the entry takes, and gives back, a vector for each of these graphs (see {@link
 * BodyProbe}), and widens its own each time it runs. Here for the largest values:
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
public final class BodyProbes {
  private final Model model;
  private final SequencedMap<Integer, BodyProbe> probes = new LinkedHashMap<>();
  private final List<Graph> graphs;
  private final Map<Integer, Integer> bodies = new HashMap<>();
  private final Map<Integer, Integer> conditions = new HashMap<>();
  private final SequencedMap<Integer, Tensor> results = new LinkedHashMap<>();

  /**
   * Probes for what runs below a graph.
   *
   * @param entry the graph that is run
   * @param wanted the probe for the graph with that index; asked for those that run below
   */
  public BodyProbes(Model model, int entry, IntFunction<Optional<? extends BodyProbe>> wanted) {
    this.model = model;
    this.graphs = new ArrayList<>(model.graphs());
    for (int g : ControlFlow.bodiesBelow(model, entry)) {
      wanted.apply(g).ifPresent(probe -> probes.put(g, probe));
    }
    if (!probes.isEmpty()) {
      enter(entry);
    }
  }

  /** The copy; the model itself when nothing needs a probe. */
  public Model model() {
    return model.withGraphs(graphs);
  }

  /** For each graph that is probed the tensor of the entry that holds the vector after a run. */
  public SequencedMap<Integer, Tensor> results() {
    return Collections.unmodifiableSequencedMap(results);
  }

  private void enter(int entry) {
    Graph graph = graphs.get(entry);
    var rebuilt = new Threaded();
    probes.forEach((g, probe) -> rebuilt.seen.put(g, probe.nothing()));
    graph.nodes().forEach(rebuilt::add);
    graphs.set(entry, new Graph(graph.name(), graph.inputs(), graph.outputs(), rebuilt.nodes));
    results.putAll(rebuilt.seen);
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
    BodyProbe own = probes.get(original);
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
