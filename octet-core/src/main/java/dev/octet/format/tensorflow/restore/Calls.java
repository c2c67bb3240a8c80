package dev.octet.format.tensorflow.restore;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Calls of functions while a model is loaded; there is an end to them. */
final class Calls {
  private static final Set<String> OPS = Set.of("PartitionedCall", "StatefulPartitionedCall");
  private static final int MOST_NODES = 1_000_000;
  private static final int DEEPEST = 64;

  private final Map<String, FunctionDef> functions;
  private int entered;
  private int nested;

  Calls(Map<String, FunctionDef> functions) {
    this.functions = functions;
  }

  static boolean isCall(NodeDef node) {
    return OPS.contains(node.op());
  }

  private FunctionDef function(NodeDef call) {
    String name = call.attrs().function("f");
    FunctionDef function = functions.get(name);
    if (function == null) {
      throw Frame.malformed("there is no function '%s', which %s calls".formatted(name, call));
    }
    return function;
  }

  /** The frame of a call. */
  Frame enter(Frame caller, NodeDef call, int depth) {
    FunctionDef function = function(call);
    entered += 1 + function.nodes().size();
    if (entered > MOST_NODES || depth > DEEPEST) {
      throw endless(call);
    }
    var arguments = new HashMap<String, Source>();
    for (int i = 0; i < function.arguments().size(); i++) {
      arguments.put(function.arguments().get(i).name(), caller.input(call, (long) i));
    }
    return new Frame(this, depth, function.nodes(), arguments);
  }

  /** Follows a call on the way to where something comes from. */
  <T> T nested(NodeDef call, Supplier<T> followed) {
    if (nested == DEEPEST) {
      throw endless(call);
    }
    nested++;
    try {
      return followed.get();
    } finally {
      nested--;
    }
  }

  private static OctetException endless(NodeDef call) {
    return new OctetException(
            ErrorCode.MODEL_TOO_LARGE, "loading the model calls functions without an end")
        .in(call.toString())
        .advise("save the model without functions that call themselves");
  }

  /** Where in its function a result of a call comes from. */
  Ref result(NodeDef call, int index) {
    FunctionDef function = function(call);
    if (index >= function.results().size()) {
      throw Frame.malformed("%s has no result %d".formatted(call, index));
    }
    return function.results().get(index);
  }
}
