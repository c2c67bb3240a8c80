package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lowers the nodes of a graph or a function that the results asked for depend on, each after those
 * that it reads. What cannot be converted is noted, and the others go on.
 */
final class GraphLowering {
  private static final int DEEPEST = 200;

  private final Program program;
  private final Lowering g;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, List<Value>> results = new HashMap<>();
  private final AskedResults asked;
  private final String scope;
  private final int depth;

  private GraphLowering(Program program, Lowering g, List<NodeDef> all, String scope, int depth) {
    this.program = program;
    this.g = g;
    this.scope = scope;
    this.depth = depth;
    for (NodeDef node : all) {
      if (nodes.put(node.name(), node) != null) {
        throw new OctetException(
            ErrorCode.MALFORMED_MODEL, "two nodes are called '%s'".formatted(node.name()));
      }
    }
    this.asked = new AskedResults(nodes);
  }

  /** The main graph of a model. */
  static GraphLowering main(Program program, Lowering g, List<NodeDef> nodes) {
    return new GraphLowering(program, g, nodes, "", 0);
  }

  /**
   * The results of a function that a node calls, with its ops added to a graph.
   *
   * @param g the caller's graph, or a body
   * @param asked which results are read; the others are not lowered, and are refused values
   * @param scope what the names of its tensors start with
   */
  static List<Value> call(
      OpCall call, Lowering g, String name, List<Value> args, BitSet asked, String scope) {
    FunctionDef function = call.program().function(name);
    if (call.depth() > DEEPEST) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL,
              "functions call one another more than %d deep".formatted(DEEPEST))
          .in(call.node().toString());
    }
    if (function.arguments().size() != args.size()) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL,
              "function '%s' takes %d arguments and gets %d"
                  .formatted(name, function.arguments().size(), args.size()))
          .in(call.node().toString());
    }
    if (asked.length() > function.results().size()) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL,
              "function '%s' has %d results".formatted(name, function.results().size()))
          .in(call.node().toString());
    }
    var inner = new GraphLowering(call.program(), g, function.nodes(), scope, call.depth() + 1);
    for (int i = 0; i < args.size(); i++) {
      inner.bind(function.arguments().get(i).name(), args.get(i));
    }
    String outer = g.scope();
    List<Ref> wanted = asked.stream().mapToObj(function.results()::get).toList();
    Iterator<Value> made = inner.values(wanted).iterator();
    inner.checkWrites(function.controls());
    g.scope(outer);
    return IntStream.range(0, function.results().size())
        .mapToObj(i -> asked.get(i) ? made.next() : new Value.Refused())
        .toList();
  }

  /** Says what a node makes, or a function's argument is. */
  void bind(String name, Value value) {
    results.put(name, List.of(value));
  }

  /** What these are, all that will ever be asked for, each lowered with what it depends on. */
  List<Value> values(List<Ref> refs) {
    asked.ask(refs);
    var values = new ArrayList<Value>();
    for (Ref ref : refs) {
      evaluate(ref.node());
      values.add(value(ref));
    }
    return values;
  }

  /** Refuses what runs only to change a variable, wherever results wait for it. */
  void checkWrites(List<String> controls) {
    new SideEffects(program, nodes).check(controls, results.keySet());
  }

  /** The nodes of a chain may be too many for recursion. */
  private void evaluate(String root) {
    Deque<String> stack = new ArrayDeque<>(List.of(root));
    Set<String> open = new HashSet<>();
    while (!stack.isEmpty()) {
      String name = stack.getLast();
      if (results.containsKey(name)) {
        stack.removeLast();
        continue;
      }
      NodeDef node = node(name);
      boolean again = !open.add(name);
      boolean waits = false;
      for (Ref input : node.inputs()) {
        if (!results.containsKey(input.node())) {
          if (again) {
            throw new OctetException(
                    ErrorCode.MALFORMED_MODEL,
                    "it depends on its own result: the graph has a cycle")
                .in(node.toString());
          }
          stack.addLast(input.node());
          waits = true;
        }
      }
      if (!waits) {
        results.put(name, lower(node));
        stack.removeLast();
      }
    }
  }

  private NodeDef node(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new OctetException(ErrorCode.MALFORMED_MODEL, "there is no node '%s'".formatted(name));
    }
    return node;
  }

  private Value value(Ref ref) {
    List<Value> made = results.get(ref.node());
    NodeDef node = nodes.get(ref.node());
    Optional<Integer> index =
        node == null ? Optional.of(ref.index()) : OutputPorts.index(node, ref);
    if (made == null || made.isEmpty()) {
      return new Value.Refused();
    }
    if (index.isEmpty() || index.get() >= made.size()) {
      throw new OctetException(ErrorCode.MALFORMED_MODEL, "there is no result %s".formatted(ref));
    }
    return made.get(index.get());
  }

  /** Empty for what cannot be converted. */
  private List<Value> lower(NodeDef node) {
    program.count();
    var inputs = new ArrayList<Value>();
    node.inputs().forEach(ref -> inputs.add(value(ref)));
    OpRule rule = program.table().find(node.op()).orElse(null);
    if (rule == null && !program.customOps().allowed() && !program.folding().has(node.op())) {
      program.refusals().unknown(node);
      return List.of();
    }
    if (inputs.stream().anyMatch(Value.Refused.class::isInstance)) {
      Reachable.noteUnknown(program, node);
      return List.of();
    }
    return lower(node, rule, inputs);
  }

  private List<Value> lower(NodeDef node, @Nullable OpRule rule, List<Value> inputs) {
    String path = scope + node.name();
    g.scope(path);
    var call = new OpCall(node, inputs, g, program, depth, asked.of(node));
    try {
      List<Value> made =
          program
              .folding()
              .results(call, () -> rule == null ? withoutRule(call) : rule.lower(call));
      if (made.size() == 1 && made.getFirst() instanceof Value.Of(Tensor t) && !t.isConstant()) {
        nameOnce(t, path, inputs);
      }
      return made;
    } catch (OctetException e) {
      if (e.code() != ErrorCode.UNSUPPORTED_MODEL) {
        throw e;
      }
      program.refusals().refused(node, e);
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw new OctetException(
              ErrorCode.MALFORMED_MODEL, "it does not fit what it reads: " + e.getMessage())
          .in(node.toString())
          .because(e);
    }
    return List.of();
  }

  private List<Value> withoutRule(OpCall call) {
    if (program.customOps().allowed()) {
      return program.customOps().lower(call);
    }
    program.refusals().unknown(call.node());
    return List.of();
  }

  /** What only hands on an input keeps the name of what made it. */
  private void nameOnce(Tensor made, String path, List<Value> inputs) {
    boolean handedOn =
        inputs.stream().anyMatch(v -> v instanceof Value.Of(Tensor in) && in == made);
    if (!handedOn) {
      g.name(made, path);
    }
  }
}
