package dev.octet.format.tensorflow.raise;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.raise.Conditions.Choice;
import dev.octet.format.tensorflow.raise.Scope.Captures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Turns the merges of a graph into {@code If}: what runs on a side of a predicate alone becomes the
 * function of that side, and what it reads of the others becomes an argument.
 */
final class Branches {
  private static final int DEEPEST = 100;

  /** Sides may have nodes in common, which each gets for itself; so many times, on average. */
  private static final int COPIES = 20;

  private final Nodes nodes;
  private final Library library;
  private final Conditions conditions;
  private final Map<String, List<String>> groups;
  private final Set<String> indexed = new HashSet<>();
  private long budget;

  private Branches(Nodes nodes, Library library, Conditions conditions) {
    this.nodes = nodes;
    this.library = library;
    this.conditions = conditions;
    this.groups = conditions.groups();
    this.budget = 10_000 + (long) COPIES * nodes.all().size();
  }

  /**
   * The nodes that results depend on, with branches for merges.
   *
   * @param controls the names of nodes that run for no result
   */
  static List<NodeDef> raise(
      Nodes nodes, Library library, List<Ref> roots, Collection<String> controls) {
    var names = new ArrayList<String>();
    roots.forEach(r -> names.add(r.node()));
    names.addAll(controls);
    Conditions conditions = Conditions.of(nodes, names);
    var branches = new Branches(nodes, library, conditions);
    branches.note();
    var scope = Scope.outermost();
    for (Ref root : roots) {
      branches.checkRoot(root);
      scope.left().add(root.node());
    }
    branches.fill(scope, 0);
    return List.copyOf(scope.made().values());
  }

  private void note() {
    for (String name : conditions.visited()) {
      nodes
          .find(name)
          .ifPresent(
              node -> {
                if (!conditions.of(name).never()) {
                  library.runs(node);
                }
                node.inputs().stream()
                    .filter(r -> r.index() > 0)
                    .forEach(r -> indexed.add(r.node()));
              });
    }
  }

  private void checkRoot(Ref root) {
    if (root.index() > 0) {
      indexed.add(root.node());
    }
    Condition when = conditions.of(root);
    if (when.never() || !when.outcomes().isEmpty()) {
      nodes.find(root.node()).ifPresent(n -> refuse(n, "it is an output that not every run makes"));
      nodes.put(Made.nothing(root.node()));
    }
  }

  private void fill(Scope scope, int depth) {
    while (!scope.left().isEmpty()) {
      String name = scope.left().removeLast();
      NodeDef node = nodes.find(name).orElse(null);
      if (node != null && !scope.made().containsKey(name)) {
        if (budget-- < 0 || depth > DEEPEST) {
          throw new OctetException(
                  ErrorCode.MODEL_TOO_LARGE,
                  "the branches of the graph lie too deep in one another")
              .in(node.toString());
        }
        make(scope, node, depth);
      }
    }
  }

  private void make(Scope scope, NodeDef node, int depth) {
    switch (Control.of(node)) {
      case NONE -> put(scope, node.withoutControls());
      case SWITCH -> put(scope, switched(scope, node));
      case MERGE -> merge(scope, node, depth);
      case ENTER, EXIT, NEXT_ITERATION, LOOP_COND ->
          put(scope, refused(node, "it is part of a loop that has not the form of one"));
    }
  }

  private NodeDef switched(Scope scope, NodeDef node) {
    boolean known =
        node.inputs().size() == 2
            && scope.outcomes().containsKey(nodes.source(node.inputs().get(1)));
    if (!known) {
      return refused(node, "no merge takes what it sends on");
    }
    Ref data = node.inputs().getFirst();
    return Made.identities(node.name(), List.of(data, data));
  }

  private void merge(Scope scope, NodeDef node, int depth) {
    Integer certain = conditions.certain(node.name()).orElse(null);
    List<String> group = groups.get(node.name());
    if (certain != null) {
      NodeDef index = index(nodes.unique(node.name() + "/value_index"), certain);
      nodes.put(index);
      put(
          scope,
          Made.identities(
              node.name(), List.of(node.inputs().get(certain), Made.ref(index.name()))));
    } else if (group == null) {
      put(scope, refused(node, "its inputs are not the two sides of one predicate"));
    } else {
      branch(scope, group, depth);
    }
  }

  private static NodeDef index(String name, int value) {
    return Made.scalar(name, DataType.INT32, value);
  }

  /** Adds an {@code If}, and merges that hand on its results. */
  private void branch(Scope scope, List<String> group, int depth) {
    List<NodeDef> merges = group.stream().map(m -> nodes.find(m).orElseThrow()).toList();
    Choice choice = choice(group.getFirst());
    var captures = new Captures(choice.predicate());
    String name = nodes.unique(parent(group.getFirst()));
    List<Ref> whenTrue = new ArrayList<>();
    List<Ref> whenFalse = new ArrayList<>();
    Scope isTrue = side(scope, captures, true, merges, whenTrue, depth);
    Scope isFalse = side(scope, captures, false, merges, whenFalse, depth);
    String then = function(name + "_true", isTrue, captures, whenTrue);
    String otherwise = function(name + "_false", isFalse, captures, whenFalse);
    var inputs = new ArrayList<Ref>();
    inputs.add(choice.switched());
    inputs.addAll(captures.values());
    NewAttrs attrs = new NewAttrs().function("then_branch", then);
    NodeDef branch = Made.node(name, "If", inputs, attrs.function("else_branch", otherwise).done());
    nodes.put(branch);
    put(scope, branch);
    int at = 0;
    for (NodeDef merge : merges) {
      var results = new ArrayList<>(List.of(Made.ref(branch, at++)));
      if (indexed.contains(merge.name())) {
        results.add(Made.ref(branch, at++));
      }
      scope.put(Made.identities(merge.name(), results));
    }
  }

  private Choice choice(String merge) {
    Choice choice = conditions.choices().get(merge);
    if (choice == null) {
      throw new IllegalStateException("no choice: " + merge);
    }
    return choice;
  }

  private Scope side(
      Scope outer,
      Captures captures,
      boolean value,
      List<NodeDef> merges,
      List<Ref> results,
      int depth) {
    Scope side = outer.side(captures, value);
    for (NodeDef merge : merges) {
      int ifTrue = choice(merge.name()).ifTrue();
      int input = value ? ifTrue : 1 - ifTrue;
      results.add(inside(side, merge.inputs().get(input)));
      if (indexed.contains(merge.name())) {
        NodeDef index = index(merge.name() + "/value_index", input);
        side.put(index);
        results.add(Made.ref(index.name()));
      }
    }
    fill(side, depth + 1);
    return side;
  }

  private String function(String wanted, Scope side, Captures captures, List<Ref> results) {
    String name = library.unique(wanted);
    var arguments = new ArrayList<FunctionDef.Argument>();
    captures
        .names()
        .forEach((ref, arg) -> arguments.add(new FunctionDef.Argument(arg, typeOf(ref))));
    library.add(
        new FunctionDef(
            name,
            arguments,
            results,
            List.copyOf(side.made().values()),
            List.of(),
            new NewAttrs().done(),
            Map.of()));
    return name;
  }

  private DataType typeOf(Ref ref) {
    return nodes
        .find(ref.node())
        .map(n -> n.attrs().type("T", n.attrs().type("dtype", DataType.UNKNOWN)))
        .orElse(DataType.UNKNOWN);
  }

  /** Adds a node, and what it reads to what is left. */
  private void put(Scope scope, NodeDef node) {
    scope.put(node.withInputs(node.inputs().stream().map(r -> inside(scope, r)).toList()));
  }

  /** What a value is called in a scope: there it is made anew, or taken from around it. */
  private Ref inside(Scope scope, Ref ref) {
    Predicate<Captures> takes = c -> !conditions.of(ref).has(c.predicate()) && !isConstant(ref);
    if (scope.captures().stream().anyMatch(takes)) {
      return scope.captures().getFirst().of(ref);
    }
    scope.left().add(ref.node());
    return ref;
  }

  private boolean isConstant(Ref ref) {
    return nodes.maker(ref).map(n -> n.op().equals("Const")).orElse(false);
  }

  private NodeDef refused(NodeDef node, String why) {
    refuse(node, why);
    return Made.nothing(node.name());
  }

  private void refuse(NodeDef node, String why) {
    library.refuse(
        node,
        new OctetException(ErrorCode.UNSUPPORTED_MODEL, why)
            .advise("name inputs and outputs between which there are whole branches and loops"));
  }

  private static String parent(String merge) {
    int slash = merge.lastIndexOf('/');
    return slash <= 0 ? merge + "/If" : merge.substring(0, slash);
  }
}
