package dev.octet.report;

import dev.octet.calibrate.ValueCounts;
import dev.octet.debug.Counterparts;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reports of a float model and the quantized one made from it have in common.
 *
 * @param layers the ops of the float model
 * @param quantized what was made from it
 * @param plan what each op was to get; null if that is not known
 * @param counterparts which op became which
 */
record TwinParts(Layers layers, Model quantized, @Nullable Plan plan, Counterparts counterparts) {
  static TwinParts of(Layers layers, Model quantized, @Nullable Plan plan) {
    return new TwinParts(layers, quantized, plan, Counterparts.of(layers.model(), quantized));
  }

  /**
   * How values are spread.
   *
   * @param order of the ops: the first is shown first
   * @param worst the channel of each op that lost most, as far as it is known
   * @param spread of activations, and on how many samples
   */
  List<Section> histograms(Comparator<Node> order, Map<Node, Integer> worst, Spread spread) {
    var sections = new ArrayList<Section>();
    new WeightSection(layers, counterparts, worst).section(order).ifPresent(sections::add);
    new ActivationSection(layers, counterparts, spread.counts())
        .section(order, spread.samples())
        .ifPresent(sections::add);
    return sections;
  }

  /**
   * How the values of activations are spread.
   *
   * @param counts by tensor of the float model
   * @param samples on which they were counted
   */
  record Spread(Map<Tensor, ValueCounts> counts, long samples) {}

  /** Where the bytes of the quantized model are. */
  Section bytes(String intro) {
    var blocks = new ArrayList<Block>();
    new BytesSection(quantized)
        .treemap("Bytes by layer", this::label, this::link)
        .ifPresent(blocks::add);
    return new Section("bytes", "Bytes by layer", intro, blocks);
  }

  private String label(Node ofQuantized) {
    return counterparts
        .original(ofQuantized)
        .map(layers::label)
        .orElse(Names.label(layers.name(ofQuantized)));
  }

  private String link(Node ofQuantized) {
    return counterparts.original(ofQuantized).map(layers::link).orElse("");
  }

  /** Adds to the float model's graphs what the plan says and where bytes are. */
  void addTo(GraphSection graph) {
    var schemes = new LinkedHashMap<Node, String>();
    var sizes = new LinkedHashMap<Node, Double>();
    var bytes = new LayerBytes(quantized);
    for (Node node : nodes()) {
      Plan planned = plan;
      if (planned != null) {
        schemes.put(node, Schemes.group(planned.of(node).scheme()));
        graph.tell(node, "becomes", Schemes.text(planned.of(node).scheme()));
        graph.tell(node, "because", Names.plain(planned.of(node).reason().text()));
      }
      long size = counterparts.of(node).map(bytes::bytes).orElse(0L);
      if (size > 0) {
        sizes.put(node, (double) size);
        graph.tell(node, "constants", Figures.bytes(size));
      }
    }
    graph.colour("what each op becomes", schemes);
    graph.shade("bytes", sizes);
  }

  /** The ops of the float model. */
  List<Node> nodes() {
    return layers.model().graphs().stream().flatMap(g -> g.nodes().stream()).toList();
  }

  /** The place of each op among them. */
  Map<Node, Integer> order() {
    var order = new HashMap<Node, Integer>();
    nodes().forEach(n -> order.put(n, order.size()));
    return order;
  }
}
