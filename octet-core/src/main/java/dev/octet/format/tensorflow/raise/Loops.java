package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the frames of loops into {@code While}, the inner ones first. */
final class Loops {
  private final Nodes nodes;
  private final Library library;

  /** The switches of each predicate. */
  private final Map<String, List<NodeDef>> switches = new LinkedHashMap<>();

  private final List<NodeDef> exits = new ArrayList<>();

  private Loops(Nodes nodes, Library library) {
    this.nodes = nodes;
    this.library = library;
  }

  /** Puts loops in the place of the exits of frames that results depend on. */
  static void raise(Nodes nodes, Library library, Collection<Ref> roots) {
    var loops = new Loops(nodes, library);
    loops.find(nodes.reachable(roots));
    var left = new ArrayList<>(loops.switches.keySet());
    while (left.removeIf(loops::raise)) {}
  }

  private void find(Set<String> reachable) {
    for (String name : reachable) {
      NodeDef node = nodes.find(name).orElseThrow();
      switch (Control.of(node)) {
        case LOOP_COND -> {
          if (node.inputs().size() == 1) {
            switches.computeIfAbsent(name, _ -> new ArrayList<>());
          }
        }
        case SWITCH -> {
          if (node.inputs().size() == 2) {
            String predicate = nodes.source(node.inputs().get(1)).node();
            if (nodes.find(predicate).map(Control::of).stream()
                .anyMatch(c -> c == Control.LOOP_COND)) {
              switches.computeIfAbsent(predicate, _ -> new ArrayList<>()).add(node);
            }
          }
        }
        case EXIT -> exits.add(node);
        case MERGE, ENTER, NEXT_ITERATION, NONE -> {}
      }
    }
  }

  private boolean raise(String predicate) {
    NodeDef cond = nodes.find(predicate).orElseThrow();
    List<NodeDef> of = switches.getOrDefault(predicate, List.of());
    List<Ref> switched = of.stream().map(s -> s.inputs().getFirst()).toList();
    Optional<Loop> loop = Loop.of(nodes, cond, switched);
    loop.ifPresent(this::raise);
    return loop.isPresent();
  }

  private void raise(Loop loop) {
    String name = nodes.unique(name(loop));
    var inputs = new ArrayList<Ref>();
    var arguments = new ArrayList<FunctionDef.Argument>();
    var results = new ArrayList<Ref>();
    loop.variables()
        .forEach(
            (merge, variable) -> {
              inputs.add(variable.enter().inputs().getFirst());
              arguments.add(argument(merge, variable.enter()));
              results.add(variable.next());
            });
    loop.invariants()
        .forEach(
            (enter, node) -> {
              inputs.addAll(node.inputs());
              arguments.add(argument(enter, node));
              results.add(Made.ref(enter));
            });
    Ref condition = Made.ref(loop.cond().name());
    NewAttrs attrs =
        new NewAttrs()
            .function("cond", function(name + "_cond", loop, arguments, List.of(condition)))
            .function("body", function(name + "_body", loop, arguments, results))
            .types("T", arguments.stream().map(FunctionDef.Argument::type).toList());
    nodes.put(Made.node(name, "While", inputs, attrs.done()));
    leave(name, loop);
  }

  /** The scope of the frame, such as {@code while} of {@code while/LoopCond}. */
  private static String name(Loop loop) {
    String cond = loop.cond().name();
    int slash = cond.lastIndexOf('/');
    return slash <= 0 ? cond + "/While" : cond.substring(0, slash);
  }

  private static FunctionDef.Argument argument(String name, NodeDef enter) {
    return new FunctionDef.Argument(name, enter.attrs().type("T", DataType.UNKNOWN));
  }

  private String function(
      String wanted, Loop loop, List<FunctionDef.Argument> arguments, List<Ref> results) {
    String name = library.unique(wanted);
    var inner = new Nodes(loop.nodes(nodes), Set.of());
    library.add(
        new FunctionDef(
            name,
            arguments,
            results,
            Branches.raise(inner, library, results, List.of()),
            List.of(),
            new NewAttrs().done(),
            Map.of()));
    return name;
  }

  /** Puts results of the loop in the place of what takes its variables out. */
  private void leave(String name, Loop loop) {
    var variables = new ArrayList<>(loop.variables().keySet());
    for (NodeDef exit : exits) {
      Optional<Ref> left =
          exit.inputs().stream()
              .findFirst()
              .flatMap(r -> nodes.find(r.node()))
              .filter(n -> Control.of(n) == Control.SWITCH && n.inputs().size() == 2)
              .filter(n -> nodes.source(n.inputs().get(1)).node().equals(loop.cond().name()))
              .map(n -> nodes.source(n.inputs().getFirst()));
      int at = left.map(r -> variables.indexOf(r.node())).orElse(-1);
      if (at >= 0) {
        nodes.put(Made.identity(exit.name(), new Ref(name, "", at)));
      }
    }
  }
}
