package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a function does with its arguments, as far as its nodes tell before they are lowered: which
 * results are an argument as it came, and which arguments a result depends on.
 */
final class HandedOn {
  private static final Set<String> SAME =
      Set.of("Identity", "StopGradient", "PreventGradient", "Snapshot", "DeepCopy", "EnsureShape");

  private static final int DEEPEST = 20;

  private final Program program;
  private final FunctionDef function;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Integer> arguments = new HashMap<>();
  private final int depth;

  private HandedOn(Program program, FunctionDef function, int depth) {
    this.program = program;
    this.function = function;
    this.depth = depth;
    function.nodes().forEach(n -> nodes.put(n.name(), n));
    for (FunctionDef.Argument argument : function.arguments()) {
      arguments.put(argument.name(), arguments.size());
    }
  }

  HandedOn(Program program, FunctionDef function) {
    this(program, function, 0);
  }

  /** The argument that a result is, whatever it is; empty if it is computed. */
  OptionalInt argument(int result) {
    return argument(function.results().get(result));
  }

  /** The results that are the argument of the same number: what a loop's body leaves alone. */
  BitSet unchanged() {
    var unchanged = new BitSet();
    for (int i = 0; i < function.results().size(); i++) {
      OptionalInt from = argument(i);
      unchanged.set(i, from.isPresent() && from.getAsInt() == i);
    }
    return unchanged;
  }

  /** The arguments that some results depend on; more than those in doubt. */
  BitSet reads(BitSet results) {
    var asked = new AskedResults(nodes);
    asked.ask(results.stream().mapToObj(function.results()::get).toList());
    var read = new BitSet();
    arguments.forEach((name, i) -> read.set(i, asked.isAsked(name)));
    return read;
  }

  private OptionalInt argument(Ref from) {
    Ref ref = from;
    for (int steps = 0; steps <= nodes.size(); steps++) {
      Integer argument = arguments.get(ref.node());
      if (argument != null) {
        return OptionalInt.of(argument);
      }
      NodeDef node = nodes.get(ref.node());
      if (node == null) {
        return OptionalInt.empty();
      }
      OptionalInt input = input(node, ref.index());
      if (input.isEmpty() || input.getAsInt() >= node.inputs().size()) {
        return OptionalInt.empty();
      }
      ref = node.inputs().get(input.getAsInt());
    }
    return OptionalInt.empty(); // a cycle
  }

  /** The input that a result of a node is. */
  private OptionalInt input(NodeDef node, int result) {
    return switch (node.op()) {
      case "IdentityN" -> OptionalInt.of(result);
      case "PartitionedCall", "StatefulPartitionedCall" -> within(node, "f", result);
      case "While", "StatelessWhile" -> {
        OptionalInt inner = within(node, "body", result);
        yield inner.isPresent() && inner.getAsInt() == result ? inner : OptionalInt.empty();
      }
      default -> SAME.contains(node.op()) ? OptionalInt.of(0) : OptionalInt.empty();
    };
  }

  private OptionalInt within(NodeDef node, String attribute, int result) {
    FunctionDef inner = program.function(node.attrs().function(attribute));
    List<Ref> results = inner.results();
    return depth > DEEPEST || result >= results.size()
        ? OptionalInt.empty()
        : new HandedOn(program, inner, depth + 1).argument(result);
  }
}
