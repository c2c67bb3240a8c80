package dev.octet.plan;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.HashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides for each node what it gets. */
public final class Planner {
  private final OpTable table;

  /** A planner that knows these ops. */
  public Planner(OpTable table) {
    this.table = table;
  }

  /**
   * Plans a model.
   *
   * @param ranges what is known of activations; asked in integer modes only
   */
  public Plan plan(Model model, Recipe recipe, KnownRanges ranges) {
    NodeRule rule =
        switch (recipe.mode()) {
          case DYNAMIC -> new DynamicRule(table, recipe);
          case WEIGHTS8 -> new WeightOnlyRule(table, recipe);
          case FLOAT16 -> new Float16Rule();
          case INT8, INT8_ONLY, INT16X8, INT16X8_ONLY ->
              new IntegerRule(table, recipe.mode().activationType(), ranges);
        };
    var decisions = new HashMap<Node, Decision>();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        decisions.put(node, decide(rule, node, recipe.mode().isInteger()));
      }
      if (recipe.mode().isInteger()) {
        boolean inputsAreFloat =
            !recipe.mode().isStrict() && recipe.inputType() == ElementType.FLOAT32;
        new IdleMoves(table, graph, inputsAreFloat).keepFloat(decisions);
      }
    }
    return new Plan(model, recipe, decisions);
  }

  private Decision decide(NodeRule rule, Node node, boolean integerMode) {
    if (isBorder(node)) {
      return Decision.border();
    }
    if (!integerMode && hasQuantizedWeights(node)) {
      return Decision.hybrid();
    }
    return isAffected(node) ? rule.decide(node) : Decision.unaffected();
  }

  private boolean hasQuantizedWeights(Node node) {
    return table
        .find(node)
        .filter(r -> r.activationInputs(node).findFirst().isPresent())
        .filter(r -> IntegerRule.hasQuantizedWeights(r, node))
        .isPresent();
  }

  /** Whether a node of the model stands between floats and integers. */
  static boolean isBorder(@Nullable Node node) {
    return node != null && (node.operation().is("QUANTIZE") || node.operation().is("DEQUANTIZE"));
  }

  private boolean isAffected(Node node) {
    boolean hasFloats =
        Stream.concat(node.inputs().stream(), node.outputs().stream()).anyMatch(Planner::isFloat);
    return hasFloats && table.find(node).filter(r -> r.typeBlind()).isEmpty();
  }

  static boolean isFloat(@Nullable Tensor tensor) {
    return tensor != null && tensor.type() == ElementType.FLOAT32;
  }

  /** What one mode decides about one node. */
  @FunctionalInterface
  interface NodeRule {
    Decision decide(Node node);
  }
}
