package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Int8 weights with a hybrid kernel where there is one, else int8 weights behind DEQUANTIZE. */
final class DynamicRule implements Planner.NodeRule {
  private final OpTable table;
  private final Recipe recipe;

  DynamicRule(OpTable table, Recipe recipe) {
    this.table = table;
    this.recipe = recipe;
  }

  @Override
  public Decision decide(Node node) {
    return table
        .find(node)
        .filter(row -> !row.weightsOf(node).isEmpty())
        .map(row -> decide(row, node))
        .orElseGet(
            () -> Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no constant weights"));
  }

  private Decision decide(OpRow row, Node node) {
    List<Tensor> weights =
        row.weightsOf(node).stream()
            .map(w -> Objects.requireNonNull(node.input(w.input())))
            .toList();
    long largest = weights.stream().mapToLong(t -> t.shape().elements()).max().orElse(0);
    if (largest < recipe.minElements()) {
      return Decision.keepFloat(
          Reason.Code.TOO_SMALL,
          "its weights have fewer than %d elements".formatted(recipe.minElements()));
    }
    if (!row.hasHybrid()) {
      return weightsOnly("the runtime has no hybrid kernel for it");
    }
    Optional<OpRow.Condition> failing = failing(row.conditions(), node);
    if (failing.isPresent()) {
      return Decision.keepFloat(Reason.Code.CONDITION, failing.get().reason());
    }
    return failing(row.hybridConditions(), node)
        .map(c -> weightsOnly("the hybrid kernel does not take it: " + c.reason()))
        .orElseGet(() -> Decision.asked(new Scheme.DynamicRange(), "int8 weights"));
  }

  private static Decision weightsOnly(String why) {
    return Decision.asked(new Scheme.WeightOnly(), why + ": weights only");
  }

  private static Optional<OpRow.Condition> failing(List<OpRow.Condition> conditions, Node node) {
    return conditions.stream().filter(c -> !c.holds().test(node)).findFirst();
  }
}
