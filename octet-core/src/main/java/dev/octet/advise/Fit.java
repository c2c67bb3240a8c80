package dev.octet.advise;

import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.plan.NodeNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A model, quantized as its target wants it, held against what the target takes.
 *
 * @param as the mode it was held in, such as {@code int8-only}; {@code as it is} without
 * @param ops how many ops there are
 * @param obstacles those that it does not take
 * @param leading how many ops it takes that depend on none that it does not take: a compiler that
 *     cuts the graph once hands over no more
 * @param peakActivations bytes of the activations that live at one time in the main graph
 */
public record Fit(String as, int ops, List<Obstacle> obstacles, int leading, long peakActivations) {
  /** Copies the list. */
  public Fit {
    obstacles = List.copyOf(obstacles);
  }

  static Fit of(String as, Model model, OpList list) {
    var obstacles = new ArrayList<Obstacle>();
    int leading = 0;
    int ops = 0;
    for (Graph graph : model.graphs()) {
      Set<Tensor> behind = new HashSet<>();
      for (Node node : graph.nodes()) {
        ops++;
        Optional<String> refusal = list.refusal(node);
        refusal.ifPresent(r -> obstacles.add(new Obstacle(node.op(), NodeNames.first(node), r)));
        if (refusal.isPresent() || node.inputs().stream().anyMatch(behind::contains)) {
          behind.addAll(node.outputs());
        } else {
          leading++;
        }
      }
    }
    return new Fit(as, ops, obstacles, leading, Footprint.peakActivations(model.main()));
  }
}
