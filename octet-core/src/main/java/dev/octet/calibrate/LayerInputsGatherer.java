package dev.octet.calibrate;

import dev.octet.calibrate.LayerInputs.Kind;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.InputPatches;
import dev.octet.op.OpTable;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs samples through the float model and sums up what its weights are multiplied by.
 *
 * <p>Several engines run side by side; the sums are the same whatever their number. Memory does not
 * grow with the number of samples.
 */
public final class LayerInputsGatherer {
  /** The memory that all moments may take; those of weights beyond are not gathered. */
  private static final long LARGEST_MOMENTS = 1L << 30;

  private final OpTable table;
  private final int threads;
  private final LongConsumer progress;

  /**
   * A gatherer.
   *
   * @param threads how many engines run side by side, at least 1
   * @param progress told after each sample how many are done, from any thread
   */
  public LayerInputsGatherer(OpTable table, int threads, LongConsumer progress) {
    this.table = table;
    this.threads = threads;
    this.progress = progress;
  }

  /** One constant and the nodes that have it as weights. */
  private static final class Layer {
    final LayerSums sums;
    final WeightLayout layout;
    final String name;
    final Map<Node, Integer> nodes = new LinkedHashMap<>();
    boolean biased = true;
    @Nullable String useless;

    Layer(LayerSums sums, WeightedNode first) {
      this.sums = sums;
      this.layout = first.layout();
      this.name = first.name();
    }
  }

  /**
   * Gathers.
   *
   * @param model a model without integer activations
   * @param bytes the same model as a file, in native memory
   * @param data its samples
   * @param moments whether to gather how inputs vary together, too
   * @throws dev.octet.error.OctetException {@code BAD_DATA} for a sample that does not fit or from
   *     which NaN comes, {@code RUNTIME} if the model does not run
   */
  public LayerInputs gather(
      Model model, MemorySegment bytes, RepresentativeDataset data, boolean moments) {
    var notes = new ArrayList<String>();
    Map<Integer, List<WeightedNode>> nodes = weighted(model, data);
    Map<Constant, Layer> layers = layers(nodes, moments, notes);
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      int graph = Calibrator.graph(model, part.signature());
      List<WeightedNode> here = Objects.requireNonNull(nodes.get(graph));
      EngineOptions options =
          EngineOptions.standard().withTaps(true).withSignature(part.signature());
      var run =
          new LayerInputsRun(
              () -> Engine.open(bytes, options),
              part.samples(),
              watches(model.graphs().get(graph), here, layers),
              () -> progress.accept(done.incrementAndGet()));
      run.on(threads).forEach((sums, why) -> layer(layers, sums).useless = why);
    }
    notes.addAll(unseen(model, nodes));
    notes.addAll(unknown(model));
    Set<Kind> kinds = moments ? EnumSet.allOf(Kind.class) : EnumSet.of(Kind.MEANS);
    return inputs(kinds, layers, notes);
  }

  private Map<Integer, List<WeightedNode>> weighted(Model model, RepresentativeDataset data) {
    var nodes = new LinkedHashMap<Integer, List<WeightedNode>>();
    for (Part part : data.parts()) {
      int graph = Calibrator.graph(model, part.signature());
      nodes.computeIfAbsent(graph, g -> weighted(model.graphs().get(g)));
    }
    return nodes;
  }

  private List<WeightedNode> weighted(Graph graph) {
    return graph.nodes().stream().flatMap(n -> WeightedNode.of(table, n).stream()).toList();
  }

  private static Map<Constant, Layer> layers(
      Map<Integer, List<WeightedNode>> nodes, boolean moments, List<String> notes) {
    var layers = new LinkedHashMap<Constant, Layer>();
    var tooLarge = new ArrayList<String>();
    long bytes = 0;
    for (WeightedNode node : nodes.values().stream().flatMap(List::stream).toList()) {
      Constant data = Objects.requireNonNull(node.weights().data());
      Layer layer = layers.get(data);
      if (layer == null) {
        long more = moments ? PatchMoments.bytes(node.layout()) : 0;
        boolean fits = bytes + more <= LARGEST_MOMENTS;
        bytes += fits ? more : 0;
        PatchMoments patches = moments && fits ? new PatchMoments(node.layout()) : null;
        layer = new Layer(new LayerSums(node.layout(), patches), node);
        layers.put(data, layer);
        if (!fits) {
          tooLarge.add(node.name());
        }
      }
      if (layer.layout.equals(node.layout())) {
        layer.nodes.put(node.node(), layer.sums.addNode());
        layer.biased &= node.row().bias() >= 0;
      } else {
        layer.useless = node.name() + " reads its weights in another order";
      }
    }
    if (!tooLarge.isEmpty()) {
      notes.add(
          "weights rounded to the nearest, for there would be too much to remember of their inputs:"
              + " "
              + String.join(", ", tooLarge));
    }
    return layers;
  }

  private static List<LayerWatch> watches(
      Graph graph, List<WeightedNode> nodes, Map<Constant, Layer> layers) {
    var indices = new HashMap<Tensor, Integer>();
    List<Tensor> tensors = graph.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      indices.put(tensors.get(i), i);
    }
    var sites = new LinkedHashMap<Layer, List<LayerWatch.Site>>();
    for (WeightedNode node : nodes) {
      Layer layer = Objects.requireNonNull(layers.get(node.weights().data()));
      Integer number = layer.nodes.get(node.node());
      if (number != null) {
        sites
            .computeIfAbsent(layer, _ -> new ArrayList<>())
            .add(
                new LayerWatch.Site(
                    node,
                    number,
                    Objects.requireNonNull(indices.get(node.data())),
                    Objects.requireNonNull(indices.get(node.node().output(0)))));
      }
    }
    var watches = new ArrayList<LayerWatch>();
    sites.forEach((layer, of) -> watches.add(new LayerWatch(layer.sums, of)));
    return watches;
  }

  private static Layer layer(Map<Constant, Layer> layers, LayerSums sums) {
    return layers.values().stream().filter(l -> l.sums.equals(sums)).findFirst().orElseThrow();
  }

  /** The nodes below loops and branches, which no tap shows, and of graphs without samples. */
  private List<String> unseen(Model model, Map<Integer, List<WeightedNode>> seen) {
    Set<Integer> rest = new HashSet<>();
    for (int g = 0; g < model.graphs().size(); g++) {
      if (!seen.containsKey(g)) {
        rest.add(g);
      }
    }
    String names =
        rest.stream()
            .sorted()
            .flatMap(g -> weighted(model.graphs().get(g)).stream())
            .map(WeightedNode::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? List.of()
        : List.of(
            "what these ops read cannot be seen, in loops, branches or without samples: " + names);
  }

  /** The nodes with weights of which it is not known how they are multiplied. */
  private List<String> unknown(Model model) {
    String names =
        model.graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .filter(this::hasWeights)
            .filter(n -> WeightedNode.of(table, n).isEmpty())
            .map(WeightedNode::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? List.of()
        : List.of("weights of these ops lie in a way that is not looked into: " + names);
  }

  private boolean hasWeights(Node node) {
    return table
        .find(node)
        .filter(row -> row.patches() != InputPatches.NONE)
        .filter(row -> !row.weightsOf(node).isEmpty())
        .isPresent();
  }

  private static LayerInputs inputs(
      Set<Kind> kinds, Map<Constant, Layer> layers, List<String> notes) {
    var means = new HashMap<Node, LayerInputs.Means>();
    var moments = new HashMap<Constant, LayerInputs.Moments>();
    layers.forEach(
        (data, layer) -> {
          if (layer.useless != null) {
            notes.add("%s: inputs not known, %s".formatted(layer.name, layer.useless));
            return;
          }
          layer.nodes.forEach(
              (node, number) -> {
                double[] mean = layer.sums.mean(number);
                if (mean.length > 0) {
                  means.put(node, new LayerInputs.Means(layer.layout, mean));
                }
              });
          PatchMoments patches = layer.sums.moments();
          if (patches != null) {
            moments.put(data, new LayerInputs.Moments(layer.layout, patches, layer.biased));
          }
        });
    return new LayerInputs(kinds, means, moments, notes);
  }
}
