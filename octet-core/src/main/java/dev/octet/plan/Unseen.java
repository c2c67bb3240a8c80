package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says why no range is known where a whole graph was never seen running, while others were. */
final class Unseen {
  private final Model model;
  private final Map<Integer, String> reasons = new LinkedHashMap<>();

  Unseen(Model model, KnownRanges ranges) {
    this.model = model;
    Set<Integer> unseen = new HashSet<>();
    boolean anySeen = false;
    for (int g = 0; g < model.graphs().size(); g++) {
      List<Tensor> activations = activations(model.graphs().get(g));
      boolean seen = activations.stream().anyMatch(t -> ranges.width(t).isPresent());
      anySeen |= seen;
      if (!seen && !activations.isEmpty()) {
        unseen.add(g);
      }
    }
    if (anySeen) {
      unseen.forEach(g -> reasons.put(g, reason(g, unseen)));
    }
  }

  /** Puts the reason into the decisions for want of a range. */
  void explain(Map<Node, Decision> decisions) {
    reasons.forEach(
        (g, reason) -> {
          for (Node node : model.graphs().get(g).nodes()) {
            decisions.computeIfPresent(
                node,
                (_, d) ->
                    d.reason().code() == Reason.Code.NO_RANGE
                        ? Decision.keepFloat(Reason.Code.NO_RANGE, reason)
                        : d);
          }
        });
  }

  private static List<Tensor> activations(Graph graph) {
    return graph.tensors().stream().filter(t -> Planner.isFloat(t) && !t.isConstant()).toList();
  }

  private String reason(int graph, Set<Integer> unseen) {
    List<Integer> ways =
        model.entries().stream()
            .filter(e -> e == graph || ControlFlow.bodiesBelow(model, e).contains(graph))
            .toList();
    if (ways.isEmpty()) {
      return "calibration does not look into graph '%s'"
          .formatted(model.graphs().get(graph).name());
    }
    return unseen.containsAll(ways)
        ? "no samples were given for " + names(ways)
        : "no sample ran graph '%s'".formatted(model.graphs().get(graph).name());
  }

  private String names(List<Integer> entries) {
    List<String> keys =
        model.signatures().stream()
            .filter(s -> entries.contains(s.graph()))
            .map(Signature::key)
            .map("'%s'"::formatted)
            .toList();
    return switch (keys.size()) {
      case 0 -> "the main graph";
      case 1 -> "signature " + keys.getFirst();
      default -> keys.stream().collect(Collectors.joining(" and ", "signatures ", ""));
    };
  }
}
