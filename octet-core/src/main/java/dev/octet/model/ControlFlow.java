package dev.octet.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Which graphs the control-flow ops run. */
public final class ControlFlow {
  private static final String CONDITION = "cond_subgraph_index";
  private static final String BODY = "body_subgraph_index";
  private static final String THEN = "then_subgraph_index";
  private static final String ELSE = "else_subgraph_index";

  private ControlFlow() {}

  /**
   * The two graphs of a node: of a WHILE the one that decides whether to go on, then its body; of
   * an IF the one for true, then the one for false. Empty for every other op.
   */
  public static List<Integer> graphs(Node node) {
    if (isWhile(node)) {
      return of(node, CONDITION, BODY);
    }
    return isIf(node) ? of(node, THEN, ELSE) : List.of();
  }

  /** Whether the node is a loop. */
  public static boolean isWhile(Node node) {
    return node.operation().is("WHILE");
  }

  /** Whether the node is a branch. */
  public static boolean isIf(Node node) {
    return node.operation().is("IF");
  }

  /** The operation of such a node with two other graphs. */
  public static Operation running(Node node, int first, int second) {
    Operation operation = node.operation();
    Attributes options =
        isWhile(node)
            ? Attributes.of("WhileOptions").with(CONDITION, (long) first).with(BODY, (long) second)
            : Attributes.of("IfOptions").with(THEN, (long) first).with(ELSE, (long) second);
    return operation.withOptions(options);
  }

  /**
   * The bodies of loops and the branches that a graph runs, also by way of others; neither itself
   * nor the graphs that decide whether a loop goes on.
   */
  public static SequencedSet<Integer> bodiesBelow(Model model, int graph) {
    var found = new LinkedHashSet<Integer>();
    addBodies(model, graph, found);
    return found;
  }

  private static void addBodies(Model model, int graph, SequencedSet<Integer> found) {
    for (Node node : model.graphs().get(graph).nodes()) {
      List<Integer> called = graphs(node);
      for (int callee : isWhile(node) ? called.subList(1, 2) : called) {
        if (found.add(callee)) {
          addBodies(model, callee, found);
        }
      }
    }
  }

  private static List<Integer> of(Node node, String first, String second) {
    Attributes options = node.operation().options();
    return options == null
        ? List.of() // the runtime refuses it
        : List.of((int) options.integer(first, 0), (int) options.integer(second, 0));
  }
}
