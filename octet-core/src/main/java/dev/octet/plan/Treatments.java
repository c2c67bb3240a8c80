package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the rules of a recipe say about the nodes of one model. */
final class Treatments {
  private final Recipe recipe;
  private final SignatureGraphs signatures;
  private final Set<Rule> used = new HashSet<>();

  Treatments(Model model, Recipe recipe) {
    this.recipe = recipe;
    this.signatures = new SignatureGraphs(model);
  }

  /** What all rules together say about a node. */
  Treatment of(Graph graph, Node node) {
    Set<String> runBy = signatures.thatRun(graph);
    Treatment treatment = Treatment.NOTHING;
    for (Rule rule : recipe.rules()) {
      if (rule.nodes().matches(node, runBy)) {
        used.add(rule);
        treatment = rule.change().applyTo(treatment);
      }
    }
    return treatment;
  }

  /** Whether the last rule that gives a node a scheme says by op or name that it is for it. */
  boolean isNamed(Graph graph, Node node) {
    Set<String> runBy = signatures.thatRun(graph);
    return recipe.rules().reversed().stream()
        .filter(r -> r.change().scheme() != null && r.nodes().matches(node, runBy))
        .findFirst()
        .filter(r -> r.nodes().names())
        .isPresent();
  }

  /** The rules that matched nothing so far. */
  List<Rule> unused() {
    return recipe.rules().stream()
        .filter(r -> !r.nodes().equals(Selector.ALL) && !used.contains(r))
        .toList();
  }
}
