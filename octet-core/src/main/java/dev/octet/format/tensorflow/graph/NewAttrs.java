package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import dev.octet.format.protobuf.MessageWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The attributes of a node that no file has: {@code attr_value.proto}. */
public final class NewAttrs {
  private final Map<String, Message> values = new HashMap<>();

  /** Adds an element type. */
  public NewAttrs type(String name, DataType type) {
    return put(name, new MessageWriter().integer(Attrs.TYPE, type.number()));
  }

  /** Adds several element types. */
  public NewAttrs types(String name, List<DataType> types) {
    var list = new MessageWriter();
    types.forEach(t -> list.integer(Attrs.TYPE, t.number()));
    return put(name, new MessageWriter().message(Attrs.LIST, list));
  }

  /** Adds a truth value. */
  public NewAttrs flag(String name, boolean value) {
    return put(name, new MessageWriter().integer(Attrs.FLAG, value ? 1 : 0));
  }

  /** Adds an integer. */
  public NewAttrs integer(String name, long value) {
    return put(name, new MessageWriter().integer(Attrs.INTEGER, value));
  }

  /** Adds a function. */
  public NewAttrs function(String name, String function) {
    var list = new MessageWriter().text(1, function);
    return put(name, new MessageWriter().message(Attrs.FUNCTION, list));
  }

  /** Adds a vector of integers. */
  public NewAttrs integers(String name, DataType type, int... values) {
    var size = new MessageWriter().integer(1, values.length);
    return tensor(name, type, new MessageWriter().message(2, size), values);
  }

  /** Adds a single integer, or truth value, as a tensor. */
  public NewAttrs scalar(String name, DataType type, int value) {
    return tensor(name, type, new MessageWriter(), value);
  }

  /** Adds a single float as a tensor. */
  public NewAttrs scalar(String name, float value) {
    var tensor = new MessageWriter().integer(1, DataType.FLOAT.number());
    tensor.message(2, new MessageWriter()).real(5, value);
    return put(name, new MessageWriter().message(Attrs.TENSOR, tensor));
  }

  private NewAttrs tensor(String name, DataType type, MessageWriter shape, int... values) {
    int field =
        switch (type) {
          case BOOL -> 11;
          case INT64 -> 10;
          default -> 7;
        };
    var tensor = new MessageWriter().integer(1, type.number()).message(2, shape);
    for (int value : values) {
      tensor.integer(field, value);
    }
    return put(name, new MessageWriter().message(Attrs.TENSOR, tensor));
  }

  private NewAttrs put(String name, MessageWriter value) {
    values.put(name, Message.of(value.toBytes()));
    return this;
  }

  /** The attributes. */
  public Attrs done() {
    return new Attrs(values);
  }
}
