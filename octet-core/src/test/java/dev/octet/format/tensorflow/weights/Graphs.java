package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.model.Constant;
import java.util.List;
import java.util.function.Consumer;

/** Graphs for tests, field by field: {@code graph.proto}. */
final class Graphs {
  private Graphs() {}

  static MessageWriter graph(MessageWriter... nodes) {
    var graph = new MessageWriter();
    List.of(nodes).forEach(node -> graph.message(1, node));
    return graph.message(4, new MessageWriter().integer(1, 1395).integer(3, 7));
  }

  static MessageWriter node(String name, String op, String... inputs) {
    var node = new MessageWriter().text(1, name).text(2, op);
    List.of(inputs).forEach(input -> node.text(3, input));
    return node;
  }

  static MessageWriter type(MessageWriter node, String key, DataType type) {
    return attr(node, key, new MessageWriter().integer(6, type.number()));
  }

  static MessageWriter attr(MessageWriter node, String key, MessageWriter value) {
    return node.message(5, new MessageWriter().text(1, key).message(2, value));
  }

  /** Adds a tensor to a node, of any shape and with what the {@code content} puts in. */
  static MessageWriter tensor(
      MessageWriter node, DataType type, long[] dims, Consumer<MessageWriter> content) {
    var shape = new MessageWriter();
    for (long dim : dims) {
      shape.message(2, new MessageWriter().integer(1, dim));
    }
    var tensor = new MessageWriter().integer(1, type.number()).message(2, shape);
    content.accept(tensor);
    return attr(type(node, "dtype", type), "value", new MessageWriter().message(8, tensor));
  }

  static MessageWriter constant(String name, float... values) {
    return tensor(
        node(name, "Const"),
        DataType.FLOAT,
        new long[] {values.length},
        to -> to.bytes(4, Constant.of(values)));
  }

  static MessageWriter function(String name, MessageWriter... nodes) {
    var function = new MessageWriter().message(1, new MessageWriter().text(1, name));
    List.of(nodes).forEach(node -> function.message(3, node));
    return function.message(
        4, new MessageWriter().text(1, "r").text(2, nodes.length + ":output:0"));
  }
}
