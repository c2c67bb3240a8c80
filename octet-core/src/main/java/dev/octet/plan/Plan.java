package dev.octet.plan;

import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What each node of a model gets. A value: it can be printed, compared, carried out. */
public final class Plan {
  private final Model model;
  private final Recipe recipe;
  private final Map<Node, Decision> decisions;
  private final List<Rule> unused;
  private final CarriedState state;

  Plan(
      Model model,
      Recipe recipe,
      Map<Node, Decision> decisions,
      List<Rule> unused,
      CarriedState state) {
    this.model = model;
    this.recipe = recipe;
    this.decisions = Map.copyOf(decisions);
    this.unused = List.copyOf(unused);
    this.state = state;
  }

  /** The model that was planned. */
  public Model model() {
    return model;
  }

  /** The recipe that was followed. */
  public Recipe recipe() {
    return recipe;
  }

  /** What a node of the model gets. */
  public Decision of(Node node) {
    return Objects.requireNonNull(decisions.get(node), "not a node of the planned model");
  }

  /** The rules of the recipe that match no node of the model. */
  public List<Rule> unusedRules() {
    return unused;
  }

  /** What loops and branches carry in integers. */
  public CarriedState state() {
    return state;
  }

  /** The nodes that are quantized in another form than the recipe asked for, in order. */
  public List<Node> adapted() {
    return nodes().filter(n -> of(n).reason().code() == Reason.Code.ADAPTED).toList();
  }

  /**
   * The nodes that compute in float as they did though the recipe asked for something else, in the
   * model's order.
   */
  public List<Node> keptFloat() {
    return nodes()
        .filter(n -> of(n).scheme() instanceof Scheme.KeepFloat || isWantOfRange(n))
        .toList();
  }

  /** The nodes whose weights or activations change, in the model's order. */
  public List<Node> quantized() {
    return nodes()
        .filter(
            n ->
                switch (of(n).scheme()) {
                  case Scheme.Unaffected _, Scheme.KeepFloat _ -> false;
                  case Scheme.Float16Weights _,
                      Scheme.WeightOnly _,
                      Scheme.DynamicRange _,
                      Scheme.FullInteger _ ->
                      true;
                })
        .toList();
  }

  private Stream<Node> nodes() {
    return model.graphs().stream().flatMap(g -> g.nodes().stream());
  }

  private boolean isWantOfRange(Node node) {
    return of(node).reason().code() == Reason.Code.NO_RANGE;
  }
}
