package dev.octet.format.tensorflow;

import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of each op of TensorFlow; one family of them in each class that adds rules. */
final class OpTable {
  private final Map<String, OpRule> rules = new HashMap<>();

  /** All rules. */
  static OpTable standard() {
    return of(true);
  }

  /**
   * All rules.
   *
   * @param findsCells whether loops that run one of Keras' cells are taken for that
   */
  static OpTable of(boolean findsCells) {
    var table = new OpTable();
    GraphOps.addTo(table);
    ConvolutionOps.addTo(table);
    PoolingOps.addTo(table);
    NormalizationOps.addTo(table);
    BlockOps.addTo(table);
    ProductOps.addTo(table);
    QuantizationOps.addTo(table);
    Branches.addTo(table);
    WhileLoop.addTo(table, findsCells);
    ListOps.addTo(table);
    ListPartOps.addTo(table);
    FusedOps.addTo(table);
    ArithmeticOps.addTo(table);
    FunctionOps.addTo(table);
    LogicOps.addTo(table);
    ReductionOps.addTo(table);
    RankingOps.addTo(table);
    ShapeOps.addTo(table);
    SliceOps.addTo(table);
    JoinOps.addTo(table);
    FillOps.addTo(table);
    GatherOps.addTo(table);
    PadOps.addTo(table);
    ScatterOps.addTo(table);
    PlaceOps.addTo(table);
    SegmentOps.addTo(table);
    RandomOps.addTo(table);
    MatrixOps.addTo(table);
    ResizeOps.addTo(table);
    ColorOps.addTo(table);
    BoxOps.addTo(table);
    SpectrumOps.addTo(table);
    return table;
  }

  /** Adds the ops of a node of one result. */
  @FunctionalInterface
  interface One {
    Tensor lower(OpCall call);
  }

  /** Adds the ops of a node of several results, all of them tensors. */
  @FunctionalInterface
  interface Several {
    List<Tensor> lower(OpCall call);
  }

  /**
   * Adds a rule.
   *
   * @param ops such as {@code Add AddV2}
   */
  void add(String ops, One rule) {
    addRule(ops, call -> List.of(new Value.Of(rule.lower(call))));
  }

  /** Adds a rule of several results. */
  void addAll(String ops, Several rule) {
    addRule(ops, call -> rule.lower(call).stream().map(t -> (Value) new Value.Of(t)).toList());
  }

  /** Adds a rule of results that may be no tensors. */
  void addRule(String ops, OpRule rule) {
    for (String op : ops.split(" ", -1)) {
      if (rules.put(op, rule) != null) {
        throw new IllegalArgumentException("two rules for " + op);
      }
    }
  }

  /** The rule of an op. */
  Optional<OpRule> find(String op) {
    return Optional.ofNullable(rules.get(op));
  }

  /** All ops that have rules. */
  Set<String> ops() {
    return Set.copyOf(rules.keySet());
  }
}
