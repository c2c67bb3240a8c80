package dev.octet.report;

import dev.octet.calibrate.ValueCounts;
import dev.octet.debug.Counterparts;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.report.Histograms.Histogram;
import dev.octet.report.Histograms.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the float activations are spread, with the steps of the integers that stand for them. */
final class ActivationSection {
  /** The most histograms: they take half a kilobyte each. */
  static final int MOST = 400;

  private final Layers layers;
  private final Counterparts counterparts;
  private final Map<Tensor, ValueCounts> counts;

  ActivationSection(Layers layers, Counterparts counterparts, Map<Tensor, ValueCounts> counts) {
    this.layers = layers;
    this.counterparts = counterparts;
    this.counts = counts;
  }

  /**
   * The section, if values were counted.
   *
   * @param order of the ops: the first is shown first
   * @param samples on which they were
   */
  Optional<Section> section(Comparator<Node> order, long samples) {
    var nodes = new ArrayList<Node>();
    var seen = new HashSet<Tensor>();
    layers.model().graphs().forEach(g -> nodes.addAll(g.nodes()));
    nodes.sort(order);
    var choices = new ArrayList<Histogram>();
    nodes.forEach(n -> add(n, seen, choices));
    layers.model().graphs().forEach(g -> addInputs(g, seen, choices));
    if (choices.isEmpty()) {
      return Optional.empty();
    }
    List<Histogram> shown = choices.subList(0, Math.min(MOST, choices.size()));
    int left = choices.size() - shown.size();
    var caption =
        new Caption(
            "Outputs of each layer",
            "How many values of the float model's outputs lie where, and the values that the"
                + " integers can stand for. What lies outside of these is cut off.");
    String intro =
        "Counted on %s. Values inside loops and branches are not, nor those that an op only moves."
                .formatted(Figures.many(samples, "sample"))
            + (left == 0 ? "" : " %s left out.".formatted(Figures.many(left, "more layer")));
    return Optional.of(
        new Section(
            "activations",
            "Activations",
            intro,
            List.of(new Histograms(caption, new Axis("value", "", false), shown))));
  }

  private void add(Node node, Set<Tensor> seen, List<Histogram> choices) {
    for (int i = 0; i < node.outputs().size(); i++) {
      Tensor tensor = node.output(i);
      ValueCounts counted = counts.get(tensor);
      if (counted != null && seen.add(tensor)) {
        int output = i;
        Steps steps =
            counterparts
                .of(node)
                .filter(n -> output < n.outputs().size())
                .map(n -> StepsOf.activation(n.output(output)))
                .orElse(null);
        String name = layers.label(node) + (i == 0 ? "" : ", output " + i);
        choices.add(new Histogram(name, counted.from(), counted.to(), counted.counts(), steps));
      }
    }
  }

  private void addInputs(Graph graph, Set<Tensor> seen, List<Histogram> choices) {
    for (Tensor tensor : graph.inputs()) {
      ValueCounts counted = counts.get(tensor);
      if (counted != null && seen.add(tensor)) {
        choices.add(
            new Histogram(
                "input " + Names.label(Names.plain(tensor.name())),
                counted.from(),
                counted.to(),
                counted.counts(),
                null));
      }
    }
  }
}
