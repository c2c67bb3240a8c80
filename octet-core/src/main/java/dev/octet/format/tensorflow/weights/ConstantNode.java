package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Message;
import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.TensorDef;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A node {@code Const}, with all that is in its message: {@code node_def.proto}.
 *
 * @param proto the message
 * @param name unique in its graph
 */
record ConstantNode(Message proto, String name) {
  static final int NAME = 1;
  static final int OP = 2;
  static final int INPUT = 3;
  static final int DEVICE = 4;
  static final int ATTR = 5;
  static final int KEY = 1;
  static final int VALUE = 2;
  static final int ATTR_TEXT = 2;
  static final int ATTR_TYPE = 6;
  static final int ATTR_TENSOR = 8;

  /** The type that the node says its elements have. */
  DataType type() {
    return attr("dtype")
        .map(value -> DataType.of(value.integer(ATTR_TYPE)))
        .orElseThrow(() -> proto.malformed("constant '%s' has no type".formatted(name)));
  }

  /** The elements. */
  TensorDef tensor() {
    TensorDef tensor =
        attr("value")
            .flatMap(value -> value.find(ATTR_TENSOR))
            .map(field -> new TensorDef(field.message()))
            .orElseThrow(() -> proto.malformed("constant '%s' has no value".formatted(name)));
    if (tensor.type() != type()) {
      throw proto.malformed(
          "constant '%s' is of %s, its value of %s".formatted(name, type(), tensor.type()));
    }
    return tensor;
  }

  /** The value of an attribute; of several, the last one counts. */
  private Optional<Message> attr(String key) {
    return proto.entries(ATTR).stream()
        .filter(entry -> entry.key().equals(key))
        .reduce((_, last) -> last)
        .map(Message.Entry::message);
  }

  /** The nodes that must have run before it, with their {@code ^}: it has no other inputs. */
  List<String> controls() {
    return proto.texts(INPUT);
  }

  /** Copies attributes other than these. */
  void copyAttrs(MessageWriter to, List<String> without) {
    copy(to, field -> field.number() == ATTR && !without.contains(key(field)));
  }

  /**
   * Copies what is neither name, op, inputs, device nor attribute: where it comes from, its type.
   */
  void copyRest(MessageWriter to) {
    copy(to, field -> field.number() > ATTR);
  }

  /** Copies all but one attribute. */
  void copyAllBut(String attr, MessageWriter to) {
    copy(to, field -> field.number() != ATTR || !key(field).equals(attr));
  }

  private void copy(MessageWriter to, Predicate<Field> wanted) {
    proto.forEachSpan(
        (field, from, end) -> {
          if (wanted.test(field)) {
            to.copy(proto, from, end);
          }
        });
  }

  private static String key(Field attr) {
    return attr.message().text(KEY);
  }

  /** Adds an attribute to a node. */
  static void attr(MessageWriter node, String key, MessageWriter value) {
    node.message(ATTR, new MessageWriter().text(KEY, key).message(VALUE, value));
  }
}
