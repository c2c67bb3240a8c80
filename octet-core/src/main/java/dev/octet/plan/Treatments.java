package dev.octet.plan;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** What the rules of a recipe say about the nodes of one model. */
final class Treatments {
  private final List<Matched> rules;
  private final SignatureGraphs signatures;
  private final Set<Rule> used = new HashSet<>();

  /** A rule and the nodes that it is for. */
  private record Matched(Rule rule, BiPredicate<Node, Set<String>> nodes) {}

  Treatments(Model model, Recipe recipe) {
    this.rules = recipe.rules().stream().map(r -> new Matched(r, r.nodes().matcher())).toList();
    this.signatures = new SignatureGraphs(model);
  }

  /** What all rules together say about a node. */
  Treatment of(Graph graph, Node node) {
    Set<String> runBy = signatures.thatRun(graph);
    Treatment treatment = Treatment.NOTHING;
    for (Matched line : rules) {
      if (line.nodes().test(node, runBy)) {
        used.add(line.rule());
        treatment = line.rule().applyTo(treatment);
      }
    }
    return treatment;
  }

  /** Whether the last rule that gives a node a scheme says by op or name that it is for it. */
  boolean isNamed(Graph graph, Node node) {
    Set<String> runBy = signatures.thatRun(graph);
    return rules.reversed().stream()
        .filter(r -> r.rule().change().scheme() != null && r.nodes().test(node, runBy))
        .findFirst()
        .filter(r -> r.rule().nodes().names())
        .isPresent();
  }

  /** The rules that matched nothing so far. */
  List<Rule> unused() {
    return rules.stream()
        .map(Matched::rule)
        .filter(r -> !r.nodes().equals(Selector.ALL) && !used.contains(r))
        .toList();
  }
}
