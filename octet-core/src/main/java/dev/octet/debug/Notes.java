package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.ControlFlow;
import dev.octet.model.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the user should know of a comparison, each line once. */
final class Notes {
  private final Set<String> lines = new LinkedHashSet<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  void add(String line) {
    lines.add(line);
  }

  /** What is not compared, and why. */
  void addAll(GraphPairs pairs, DebugOptions options, TwinModel joined) {
    lines.addAll(pairs.notes());
    for (Pairs graph : pairs.all()) {
      graph.alone().forEach(n -> lines.add("no twin was found for " + TwinCheck.text(n)));
    }
    if (pairs.all().stream().allMatch(p -> p.quantizedOps() == 0)) {
      lines.add("no op is quantized that is not so in the float model, too");
    }
    if (options.wholeModel()) {
      addOfWholeModel(pairs);
    } else {
      addUnobservable(pairs);
    }
    if (!Comparison.names(options).isEmpty()
        && joined.watched().stream().anyMatch(Watched::isInBody)) {
      lines.add("metrics that were asked for are not computed for ops in loops and branches");
    }
  }

  private void addUnobservable(GraphPairs pairs) {
    pairs.all().stream()
        .flatMap(p -> p.pairs().stream())
        .filter(p -> p.isQuantized() && !TwinNodes.takes(p))
        .map(Pair::quantized)
        .filter(n -> ControlFlow.graphs(n).isEmpty())
        .forEach(
            n -> lines.add(TwinCheck.text(n) + " is not compared: its twin cannot run beside it"));
  }

  private void addOfWholeModel(GraphPairs pairs) {
    for (Pair pair : pairs.entry().pairs()) {
      Node node = pair.quantized();
      if (!ControlFlow.graphs(node).isEmpty() && pairs.isCompared(pair)) {
        lines.add(TwinCheck.text(node) + " is compared as a whole, not the ops in it");
      }
    }
  }

  /** What is missing in the figures of a layer. */
  void add(Place place, List<String> metrics, LayerTally tally) {
    if (tally.notFinite() > 0) {
      lines.add(
          "'%s' or its float twin is infinite or no number for %d samples, the first is %d: they are left out of its figures"
              .formatted(place.tensorName(), tally.notFinite(), tally.firstNotFinite()));
    }
    tally.tell(metrics, place.tensorName(), this::add);
  }
}
