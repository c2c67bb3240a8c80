package dev.octet.compare;

import dev.octet.model.Footprint;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Compares two models. Weights are read in stretches, so that models may be larger than memory. */
public final class ModelComparer {
  private final ComparedModel before;
  private final ComparedModel after;
  private final GraphMatching graphs;
  private final Layers ones;
  private final Layers others;
  private final WeightComparison weights;
  private final List<LayerPair> pairs = new ArrayList<>();

  private ModelComparer(ComparedModel before, ComparedModel after, LongConsumer progress) {
    this.before = before;
    this.after = after;
    this.graphs = new GraphMatching(before.model(), after.model());
    this.ones = new Layers(before.model());
    this.others = new Layers(after.model());
    this.weights = new WeightComparison(progress);
  }

  /**
   * Compares them.
   *
   * @param progress is told how many bytes of constants have been looked at, of {@link #work}
   */
  public static Comparison compare(
      ComparedModel before, ComparedModel after, LongConsumer progress) {
    return new ModelComparer(before, after, progress).compare();
  }

  /** The bytes of constants of two models: more than these are not looked at, fewer may be. */
  public static long work(Model before, Model after) {
    return bytes(before) + bytes(after);
  }

  private static long bytes(Model model) {
    return Footprint.constants(model).stream().mapToLong(Footprint::bytes).sum();
  }

  private Comparison compare() {
    for (int g = 0; g < before.model().graphs().size(); g++) {
      NodeMatching matching = graphs.of(g);
      if (matching == null) {
        new GraphView(before.model().graphs().get(g)).layers().forEach(this::removed);
      } else {
        merge(matching);
      }
    }
    for (int g = 0; g < after.model().graphs().size(); g++) {
      if (!graphs.isTaken(g)) {
        new GraphView(after.model().graphs().get(g)).layers().forEach(this::added);
      }
    }
    return new Comparison(
        before,
        after,
        Totals.of(before.model()),
        Totals.of(after.model()),
        Ports.of(before.model(), after.model()),
        OpCounts.of(before.model(), after.model()),
        pairs,
        ModelChanges.of(before.model(), after.model(), graphs));
  }

  /**
   * In the order of the first graph; what only the second has goes before what follows it there.
   */
  private void merge(NodeMatching matching) {
    List<Node> after = matching.other().layers();
    Map<Node, Integer> places = new HashMap<>();
    after.forEach(n -> places.put(n, places.size()));
    int next = 0;
    for (Node node : matching.one().layers()) {
      Node partner = matching.of(node);
      if (partner == null) {
        removed(node);
        continue;
      }
      int place = places.getOrDefault(partner, 0);
      for (; next <= place; next++) {
        addIfAlone(matching, after.get(next));
      }
      pairs.add(pair(matching, node, partner));
    }
    after.subList(next, after.size()).forEach(n -> addIfAlone(matching, n));
  }

  private void addIfAlone(NodeMatching matching, Node node) {
    if (!matching.isMatched(matching.other(), node)) {
      added(node);
    }
  }

  private void removed(Node node) {
    pairs.add(new LayerPair(ones.of(node), null, List.of(), List.of()));
  }

  private void added(Node node) {
    pairs.add(new LayerPair(null, others.of(node), List.of(), List.of()));
  }

  private LayerPair pair(NodeMatching matching, Node node, Node partner) {
    var constants = new ArrayList<ConstantPair>();
    int count = Math.max(node.inputs().size(), partner.inputs().size());
    for (int i = 0; i < count; i++) {
      Tensor one = matching.one().constant(node, i);
      Tensor other = matching.other().constant(partner, i);
      if (one != null || other != null) {
        constants.add(weights.compare(i, one, other));
      }
    }
    return new LayerPair(
        ones.of(node),
        others.of(partner),
        LayerChanges.of(matching, node, partner, constants),
        constants);
  }
}
