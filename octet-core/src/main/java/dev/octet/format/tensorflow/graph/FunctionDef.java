package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A function that nodes call: {@code function.proto}.
 *
 * @param name unique in the library
 * @param arguments the names of what it is given, in order
 * @param results where its results come from, in order
 * @param nodes what it computes
 * @param controls the names of nodes that run for what they do, not for a result
 * @param attrs its attributes, such as {@code api_implements}
 * @param shapes what is said of the shapes of its arguments, by their position
 */
public record FunctionDef(
    String name,
    List<Argument> arguments,
    List<Ref> results,
    List<NodeDef> nodes,
    List<String> controls,
    Attrs attrs,
    Map<Integer, Dimensions> shapes) {
  /** Copies the collections. */
  public FunctionDef {
    arguments = List.copyOf(arguments);
    results = List.copyOf(results);
    nodes = List.copyOf(nodes);
    controls = List.copyOf(controls);
    shapes = Map.copyOf(shapes);
  }

  /**
   * What a function is given.
   *
   * @param name as its nodes refer to it
   * @param type of the elements
   */
  public record Argument(String name, DataType type) {}

  /** This with other nodes. */
  public FunctionDef withNodes(List<NodeDef> newNodes) {
    return new FunctionDef(name, arguments, results, newNodes, controls, attrs, shapes);
  }

  /** This with other results. */
  public FunctionDef withResults(List<Ref> newResults) {
    return new FunctionDef(name, arguments, newResults, nodes, controls, attrs, shapes);
  }

  /** Reads a function. */
  static FunctionDef of(Message proto) {
    Message signature = proto.message(1);
    var arguments = new ArrayList<Argument>();
    for (Message arg : signature.messages(2)) {
      arguments.add(new Argument(arg.text(1), DataType.of(arg.integer(3))));
    }
    var returned = new HashMap<String, String>();
    proto.entries(4).forEach(e -> returned.put(e.key(), e.text()));
    var results = new ArrayList<Ref>();
    for (Message arg : signature.messages(3)) {
      String from = returned.get(arg.text(1));
      if (from == null) {
        throw proto.malformed(
            "function '%s' does not say what its result '%s' is"
                .formatted(signature.text(1), arg.text(1)));
      }
      results.add(Ref.of(from));
    }
    return new FunctionDef(
        signature.text(1),
        arguments,
        results,
        proto.messages(3).stream().map(NodeDef::of).toList(),
        proto.entries(6).stream().map(Message.Entry::text).toList(),
        Attrs.of(proto, 5),
        shapes(proto));
  }

  /** {@code arg_attr}: a map from positions to {@code ArgAttrs}. */
  private static Map<Integer, Dimensions> shapes(Message proto) {
    var shapes = new HashMap<Integer, Dimensions>();
    for (Message entry : proto.messages(7)) {
      List<Dimensions> said = Attrs.of(entry.message(2), 1).shapes("_output_shapes");
      if (!said.isEmpty()) {
        shapes.put(entry.int32(1), said.getFirst());
      }
    }
    return shapes;
  }
}
