package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Optional;

/** Integer weights with a hybrid kernel where there is one, else such weights behind DEQUANTIZE. */
final class DynamicRule implements Planner.NodeRule {
  private final OpTable table;

  DynamicRule(OpTable table) {
    this.table = table;
  }

  @Override
  public Decision decide(Node node, Treatment treatment) {
    return table
        .find(node)
        .filter(row -> !row.weightsOf(node).isEmpty())
        .map(row -> decide(row, node, treatment))
        .orElseGet(
            () -> Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no constant weights"));
  }

  private Decision decide(OpRow row, Node node, Treatment treatment) {
    if (LargestWeight.of(row.weightsOf(node), node) < treatment.minElements()) {
      return LargestWeight.tooSmall(treatment);
    }
    if (!row.hasHybrid()) {
      return weightsOnly(row, node, treatment, "the runtime has no hybrid kernel for it");
    }
    Optional<OpRow.Condition> failing = failing(row.conditions(), node);
    if (failing.isPresent()) {
      return Decision.keepFloat(Reason.Code.CONDITION, failing.get().reason());
    }
    return failing(row.hybridConditions(), node)
        .map(
            c ->
                weightsOnly(
                    row, node, treatment, "the hybrid kernel does not take it: " + c.reason()))
        .orElseGet(
            () ->
                WeightChoice.hybrid(row, node, treatment.weights())
                    .decide(Scheme.DynamicRange::new));
  }

  private static Decision weightsOnly(OpRow row, Node node, Treatment treatment, String why) {
    return WeightChoice.behindDequantize(row, node, treatment.weights())
        .because(why + ": weights only")
        .decide(Scheme.WeightOnly::new);
  }

  private static Optional<OpRow.Condition> failing(List<OpRow.Condition> conditions, Node node) {
    return conditions.stream().filter(c -> !c.holds().test(node)).findFirst();
  }
}
