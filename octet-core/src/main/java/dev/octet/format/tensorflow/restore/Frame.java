package dev.octet.format.tensorflow.restore;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.graph.TensorDef;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph, or a function that is called, with what is known of its arguments. */
final class Frame {
  private static final Set<String> PASSING =
      Set.of("Identity", "RefIdentity", "EnsureShape", "PlaceholderWithDefault", "StopGradient");

  private final Calls calls;
  private final int depth;
  private final Map<String, Source> known;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, Frame> callees = new HashMap<>();

  /**
   * A frame.
   *
   * @param depth how many calls lead to it
   * @param known what is known from outside, by the name of an argument or a node
   */
  Frame(Calls calls, int depth, List<NodeDef> nodes, Map<String, Source> known) {
    this.calls = calls;
    this.depth = depth;
    this.known = new HashMap<>(known);
    nodes.forEach(n -> this.nodes.put(n.name(), n));
  }

  Collection<NodeDef> nodes() {
    return nodes.values();
  }

  /** A node by its name; empty for an argument. */
  Optional<NodeDef> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The frame of a call, empty if the node is none. */
  Optional<Frame> callee(NodeDef node) {
    if (!Calls.isCall(node)) {
      return Optional.empty();
    }
    Frame callee = callees.get(node.name());
    if (callee == null) {
      callee = calls.nested(node, () -> calls.enter(this, node, depth + 1));
      callees.put(node.name(), callee);
    }
    return Optional.of(callee);
  }

  /** Where a result comes from. */
  Source source(Ref result) {
    Ref at = result;
    for (int steps = 0; steps <= nodes.size(); steps++) {
      Source source = known.get(at.node());
      if (source != null) {
        return source;
      }
      NodeDef node = nodes.get(at.node());
      if (node == null) {
        throw malformed("there is no node '%s'".formatted(at.node()));
      }
      if (PASSING.contains(node.op())) {
        at = input(node, 0);
      } else if (node.op().equals("IdentityN")) {
        at = input(node, at.index());
      } else {
        return of(node, at.index());
      }
    }
    throw malformed("nodes read each other in a circle, '%s' among them".formatted(at.node()));
  }

  /** Where an input of a node comes from. */
  Source input(NodeDef node, long position) {
    return source(input(node, (int) position));
  }

  private static Ref input(NodeDef node, int position) {
    if (position >= node.inputs().size()) {
      throw malformed("%s has no input %d".formatted(node, position));
    }
    return node.inputs().get(position);
  }

  private Source of(NodeDef node, int index) {
    return switch (node.op()) {
      case "Const" -> known.computeIfAbsent(node.name(), _ -> constant(node));
      case "ReadVariableOp" ->
          input(node, 0L) instanceof Source.Handle handle
              ? new Source.Value(VariableName.of(handle.node()))
              : new Source.Computed(node);
      case "RestoreV2" -> restored(node, index);
      default -> {
        if (Handles.isVariable(node) || Handles.isTable(node)) {
          yield new Source.Handle(node);
        }
        yield callee(node)
            .map(f -> calls.nested(node, () -> f.source(calls.result(node, index))))
            .orElseGet(() -> new Source.Computed(node));
      }
    };
  }

  private static Source constant(NodeDef node) {
    TensorDef tensor =
        node.attrs().tensor("value").orElseThrow(() -> malformed(node + " has no value"));
    return tensor.type() == DataType.STRING
        ? new Source.Texts(tensor.texts())
        : new Source.Constant(tensor);
  }

  private Source restored(NodeDef node, int index) {
    // anything but the model's own checkpoint is a file that Octet does not read
    return input(node, 0L) instanceof Source.Checkpoint
            && input(node, 1L) instanceof Source.Texts keys
            && input(node, 2L) instanceof Source.Texts slices
        ? new Source.Restored(keys.at(index), slices.at(index))
        : new Source.Computed(node);
  }

  static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("the model is damaged: export it again");
  }
}
