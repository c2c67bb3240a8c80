package dev.octet.format.tensorflow.restore;

import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What variables and tables get while a model is loaded: what is set by its init op counts, then
 * what is restored. The order within each is not looked at; who gets two values there has none that
 * is known.
 */
final class Assignments {
  /** Ops that look at a variable and leave it as it is. */
  private static final Set<String> LOOKING =
      Set.of(
          "ReadVariableOp",
          "VarIsInitializedOp",
          "IsVariableInitialized",
          "VariableShape",
          "LookupTableFindV2",
          "LookupTableSizeV2",
          "LookupTableExportV2",
          "Identity",
          "RefIdentity",
          "NoOp");

  private final Frame main;
  private final Map<VariableName, Source> sources = new HashMap<>();
  private final Map<VariableName, Source> latest = new HashMap<>();

  private Assignments(Frame main) {
    this.main = main;
  }

  /** Follows what runs when a model is loaded. */
  static Assignments of(LoadOps ops, GraphDef graph) {
    var known = new HashMap<String, Source>();
    ops.assets().forEach((node, file) -> known.put(node, new Source.Asset(file)));
    if (!ops.checkpoint().isEmpty()) {
      known.put(ops.checkpoint(), new Source.Checkpoint());
    }
    var assignments =
        new Assignments(new Frame(new Calls(graph.functions()), 0, graph.nodes(), known));
    assignments.run(ops.restore().isEmpty() ? Set.of() : Set.of(ops.restore()));
    assignments.run(ops.initialize());
    return assignments;
  }

  /** Where the value of a variable comes from, or what fills a table. */
  Optional<Source> find(VariableName variable) {
    return Optional.ofNullable(sources.get(variable));
  }

  private void run(Set<String> targets) {
    run(main, reachable(targets));
    sources.putAll(latest);
    latest.clear();
  }

  /** What runs when these nodes are to run. */
  private List<NodeDef> reachable(Set<String> targets) {
    var waiting = new ArrayDeque<>(targets);
    var seen = new HashSet<>(targets);
    var found = new ArrayList<NodeDef>();
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      NodeDef node =
          main.node(name)
              .orElseThrow(() -> Frame.malformed("there is no node '%s'".formatted(name)));
      found.add(node);
      for (Ref input : node.inputs()) {
        if (seen.add(input.node())) {
          waiting.add(input.node());
        }
      }
      for (String control : node.controls()) {
        if (seen.add(control)) {
          waiting.add(control);
        }
      }
    }
    return found;
  }

  private void run(Frame frame, Collection<NodeDef> nodes) {
    for (NodeDef node : nodes) {
      switch (node.op()) {
        case "Assign", "AssignVariableOp" -> assign(frame, node, frame.input(node, 1L));
        case "InitializeTableFromTextFileV2", "InitializeTableFromTextFile" ->
            assign(frame, node, frame.input(node, 1L));
        default -> {
          Optional<Frame> callee = frame.callee(node);
          if (callee.isPresent()) {
            run(callee.get(), callee.get().nodes());
          } else if (!LOOKING.contains(node.op())) {
            touch(frame, node);
          }
        }
      }
    }
  }

  private void assign(Frame frame, NodeDef node, Source value) {
    if (frame.input(node, 0L) instanceof Source.Handle handle) {
      set(handle, node, value);
    }
  }

  /** Whatever else is done with a variable changes it to nobody knows what. */
  private void touch(Frame frame, NodeDef node) {
    for (Ref input : node.inputs()) {
      if (frame.source(input) instanceof Source.Handle handle) {
        set(handle, node, new Source.Computed(node));
      }
    }
  }

  private void set(Source.Handle handle, NodeDef node, Source value) {
    latest.merge(
        VariableName.of(handle.node()),
        value,
        (a, b) -> a.equals(b) ? a : new Source.Computed(node));
  }
}
