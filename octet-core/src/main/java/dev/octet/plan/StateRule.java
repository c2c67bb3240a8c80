package dev.octet.plan;

import dev.octet.model.ControlFlow;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.Constraint;
import dev.octet.op.OpTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what loops and branches carry in integers: that of which every range is known, and that
 * an integer op reads or makes.
 */
final class StateRule {
  private final Model model;
  private final OpTable table;
  private final KnownRanges ranges;
  private final boolean everything;
  private final Map<Node, Decision> decisions;
  private final LoopConditions conditions;
  private final StateGroups groups;
  private final Map<Integer, Optional<Reason>> obstacles = new HashMap<>();
  private final Set<Tensor> outside = new HashSet<>();
  private final Set<Tensor> met = new HashSet<>();

  /**
   * A rule.
   *
   * @param everything whether also what no integer op reads or makes
   * @param decisions what the other nodes get
   */
  StateRule(
      Model model,
      OpTable table,
      KnownRanges ranges,
      boolean everything,
      LoopConditions conditions,
      Map<Node, Decision> decisions) {
    this.model = model;
    this.table = table;
    this.ranges = ranges;
    this.everything = everything;
    this.conditions = conditions;
    this.decisions = decisions;
    this.groups = new StateGroups(model);
    model.entries().forEach(this::addOutside);
    model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .flatMap(n -> ControlFlow.graphs(n).stream())
        .distinct()
        .forEach(g -> addMet(model.graphs().get(g)));
  }

  /** What integer ops of a body or a branch make or read, be it by way of moves. */
  private void addMet(Graph graph) {
    var made = new HashSet<Tensor>();
    for (Node node : graph.nodes()) {
      if (isInteger(node) && (!isMove(node) || node.inputs().stream().anyMatch(made::contains))) {
        made.addAll(node.outputs());
      }
    }
    var read = new HashSet<Tensor>();
    for (Node node : graph.nodes().reversed()) {
      if (isInteger(node) && (!isMove(node) || node.outputs().stream().anyMatch(read::contains))) {
        node.inputs().stream().flatMap(Stream::ofNullable).forEach(read::add);
      }
    }
    met.addAll(made);
    met.addAll(read);
  }

  private void addOutside(int entry) {
    if (model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .anyMatch(n -> ControlFlow.graphs(n).contains(entry))) {
      outside.addAll(model.graphs().get(entry).inputs());
      outside.addAll(model.graphs().get(entry).outputs());
    }
  }

  /** What is carried in integers; loops and branches get their decisions. */
  CarriedState decide(ElementType type) {
    groups.ids().values().forEach(id -> obstacles.computeIfAbsent(id, this::obstacle));
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (!ControlFlow.graphs(node).isEmpty()
            && Objects.requireNonNull(decisions.get(node)).scheme() instanceof Scheme.KeepFloat) {
          decisions.put(node, decide(node, type));
        }
      }
    }
    var integer = new HashMap<Tensor, Set<Tensor>>();
    groups
        .ids()
        .forEach(
            (tensor, id) -> {
              if (obstacleOf(id).isEmpty()) {
                integer.put(tensor, groups.members(id));
              }
            });
    return new CarriedState(integer, groups.outputs());
  }

  private Decision decide(Node node, ElementType type) {
    return Stream.concat(groups.inside(node).stream(), node.outputs().stream())
        .filter(Planner::isFloat)
        .map(t -> obstacleOf(groups.ids().get(t)))
        .flatMap(Optional::stream)
        .findFirst()
        .map(reason -> new Decision(new Scheme.KeepFloat(), reason))
        .orElseGet(
            () ->
                Decision.asked(
                    new Scheme.FullInteger(type, WeightFormat.INT8),
                    "what it carries is " + type.text()));
  }

  private Optional<Reason> obstacleOf(@Nullable Integer id) {
    return id == null
        ? Optional.of(
            new Reason(Reason.Code.CONDITION, "its graphs carry another number of values"))
        : Objects.requireNonNull(obstacles.get(id));
  }

  /**
   * Why tensors that are one cannot be carried in integers. Inputs and results need no range of
   * their own: they hold what goes in before the loop, or what its body gives back.
   */
  private Optional<Reason> obstacle(int id) {
    Set<Tensor> group = groups.members(id);
    if (!group.stream().allMatch(Planner::isFloat)) {
      return Optional.of(new Reason(Reason.Code.NOTHING_TO_DO, "it carries no float values"));
    }
    return first(group, outside::contains, Reason.Code.CONDITION, "a signature runs its graph, too")
        .or(
            () ->
                first(
                    group,
                    conditions::contains,
                    Reason.Code.CONDITION,
                    "it decides when a loop ends, which rounding could keep from ending"))
        .or(
            () ->
                first(
                    group,
                    t -> ranges.width(t).isEmpty() && !Objects.equals(groups.ids().get(t), id),
                    Reason.Code.NO_RANGE,
                    "no range is known for it"))
        .or(
            () ->
                everything || group.stream().anyMatch(met::contains)
                    ? Optional.empty()
                    : first(
                        group,
                        _ -> true,
                        Reason.Code.BETWEEN_FLOATS,
                        "no integer op reads or makes it"));
  }

  private static Optional<Reason> first(
      Set<Tensor> group, Predicate<Tensor> is, Reason.Code code, String why) {
    return group.stream()
        .filter(is)
        .findFirst()
        .map(t -> new Reason(code, "it carries '%s': %s".formatted(Planner.shortName(t), why)));
  }

  private boolean isInteger(Node node) {
    return Objects.requireNonNull(decisions.get(node)).isInteger() && table.find(node).isPresent();
  }

  private boolean isMove(Node node) {
    return table.find(node).filter(r -> r.constraint() == Constraint.OUTPUT_LIKE_INPUT).isPresent();
  }
}
