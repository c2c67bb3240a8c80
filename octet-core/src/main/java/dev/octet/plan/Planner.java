package dev.octet.plan;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
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
    var decisions = new HashMap<Node, Decision>();
    var treatments = new Treatments(model, recipe);
    var integerRule = new IntegerRule(table, ranges);
    Set<Graph> bodies = Bodies.of(model, table);
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        Treatment treatment = treatments.of(graph, node);
        boolean partOfOp = bodies.contains(graph);
        decisions.put(node, decide(node, treatment, integerRule, partOfOp, recipe.needsRanges()));
      }
    }
    CarriedState state =
        recipe.needsRanges()
            ? carry(model, recipe, ranges, treatments, decisions)
            : CarriedState.none();
    return new Plan(model, recipe, decisions, treatments.unused(), state);
  }

  private NodeRule rule(Treatment treatment, IntegerRule integerRule) {
    if (treatment.keepsFloat()) {
      return (_, t) -> Decision.denied(t);
    }
    return switch (treatment.kind()) {
      case FLOAT -> (_, t) -> Decision.denied(t);
      case FLOAT16 -> new Float16Rule();
      case WEIGHTS -> new WeightOnlyRule(table);
      case DYNAMIC -> new DynamicRule(table);
      case INT8, INT16X8 -> integerRule;
    };
  }

  private Decision decide(
      Node node,
      Treatment treatment,
      IntegerRule integerRule,
      boolean partOfOp,
      boolean integerRecipe) {
    if (isBorder(node)) {
      return Decision.border();
    }
    if (!integerRecipe && hasQuantizedWeights(node)) {
      return Decision.hybrid();
    }
    if (!isAffected(node)) {
      return Decision.unaffected();
    }
    return partOfOp
        ? Decision.keepFloat(Reason.Code.CONDITION, "it is part of an op that runs it as it is")
        : rule(treatment, integerRule).decide(node, treatment);
  }

  /** Decides of what crosses the borders of graphs, and of what only moves values. */
  private CarriedState carry(
      Model model,
      Recipe recipe,
      KnownRanges ranges,
      Treatments treatments,
      Map<Node, Decision> decisions) {
    var conditions = new LoopConditions(model, table);
    conditions.keepFloat(decisions);
    model.graphs().forEach(g -> new SharedState(table, g).keepFloat(decisions));
    ElementType type = recipe.activationType();
    boolean strict = recipe.strict();
    if (!strict && type == ElementType.INT8) {
      new Accumulators(model, table).keepFloat(decisions);
      for (Graph graph : model.graphs()) {
        new Norms(table, graph, n -> treatments.isNamed(graph, n)).keepFloat(decisions);
      }
    }
    CarriedState state =
        new StateRule(model, table, ranges, strict, conditions, decisions).decide(type);
    Set<Integer> entries = model.entries();
    for (int g = 0; g < model.graphs().size(); g++) {
      boolean isEntry = entries.contains(g);
      boolean inputsAreFloat = !strict && recipe.inputType() == ElementType.FLOAT32;
      new IdleMoves(
              table, model.graphs().get(g), t -> isEntry ? inputsAreFloat : !state.contains(t))
          .keepFloat(decisions);
    }
    new Unseen(model, ranges).explain(decisions);
    if (!strict) {
      new SharedWeights(model, table).share(decisions);
    }
    return state;
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

  /** The first of the names that a converter joined. */
  static String shortName(Tensor tensor) {
    return tensor.name().split(";", 2)[0];
  }

  static boolean isFloat(@Nullable Tensor tensor) {
    return tensor != null && tensor.type() == ElementType.FLOAT32;
  }

  /** What one scheme decides about one node. */
  @FunctionalInterface
  interface NodeRule {
    Decision decide(Node node, Treatment treatment);
  }
}
