package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A tensor in a file: {@code tensor.proto}.
 *
 * @param proto the message
 */
public record TensorDef(Message proto) {
  private static final int CONTENT = 4;
  private static final int TEXTS = 8;

  /** The type of the elements. */
  public DataType type() {
    return DataType.of(proto.integer(1));
  }

  /**
   * The shape.
   *
   * @throws dev.octet.error.OctetException if it is none that a tensor can have
   */
  public Shape shape() {
    Dimensions dims = Dimensions.of(proto.message(2));
    if (!dims.isStatic()) {
      throw proto.malformed("a constant has shape " + dims);
    }
    Shape shape = Shape.of(dims.toArray());
    try {
      Math.multiplyExact(shape.elements(), 16L);
    } catch (ArithmeticException e) {
      throw proto.malformed("a constant has shape " + dims).because(e);
    }
    return shape;
  }

  /** The texts, of a tensor of these; one may stand for all. */
  public List<String> texts() {
    return proto.texts(TEXTS);
  }

  /**
   * The values as the file has them: a view on it where it has them in a row.
   *
   * @throws dev.octet.error.OctetException if there are fewer or more than the shape says
   */
  public Array array() {
    ElementType type = type().stored();
    Shape shape = shape();
    if (type.bits() == 0) {
      throw proto.malformed("a constant of type %s has no numbers".formatted(type()));
    }
    MemorySegment content = proto.bytes(CONTENT);
    if (content.byteSize() > 0) {
      if (content.byteSize() != type.bytes(shape.elements())) {
        throw proto.malformed(
            "a constant of %s%s has %d bytes".formatted(type(), shape, content.byteSize()));
      }
      return new Array(type, shape, Constant.stored(content));
    }
    return new Array(type, shape, new ListedValues(proto, type).of(shape.elements()));
  }
}
