package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph and the functions that its nodes call: {@code graph.proto}.
 *
 * @param nodes in no particular order
 * @param functions by name
 */
public record GraphDef(List<NodeDef> nodes, Map<String, FunctionDef> functions) {
  /** Copies the collections. */
  public GraphDef {
    nodes = List.copyOf(nodes);
    functions = Map.copyOf(functions);
  }

  /**
   * Reads a graph.
   *
   * @throws dev.octet.error.OctetException {@code MALFORMED_MODEL} with the byte that is wrong
   */
  public static GraphDef of(Message proto) {
    var functions = new HashMap<String, FunctionDef>();
    for (Message function : proto.message(2).messages(1)) {
      FunctionDef read = FunctionDef.of(function);
      functions.put(read.name(), read);
    }
    return new GraphDef(proto.messages(1).stream().map(NodeDef::of).toList(), functions);
  }
}
