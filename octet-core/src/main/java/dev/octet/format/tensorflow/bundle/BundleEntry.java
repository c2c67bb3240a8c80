package dev.octet.format.tensorflow.bundle;

import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.List;

/**
 * What the index says of a tensor: {@code BundleEntryProto} of {@code tensor_bundle.proto}.
 *
 * @param type the number of the type of its elements
 * @param shape of the whole tensor
 * @param shard which data file has it
 * @param offset where in that file it starts
 * @param size in bytes
 * @param checksum masked
 * @param slices the parts that are stored under keys of their own; with any, the tensor itself has
 *     no bytes
 */
record BundleEntry(
    long type, Shape shape, int shard, long offset, long size, int checksum, List<Slice> slices) {
  private static final int MOST_BYTES_OF_AN_ELEMENT = 16;

  /** Copies the list. */
  BundleEntry {
    slices = List.copyOf(slices);
  }

  /**
   * Reads an entry.
   *
   * @param shards how many data files there are
   */
  static BundleEntry of(Message proto, long shards) {
    long shard = proto.integer(3);
    long offset = proto.integer(4);
    long size = proto.integer(5);
    if (shard < 0 || shard >= shards) {
      throw Checkpoints.malformed("is in data file %d of %d".formatted(shard, shards));
    }
    if (offset < 0 || size < 0 || offset > Long.MAX_VALUE - size) {
      throw Checkpoints.malformed(
          "is where nothing can be: %d bytes from byte %d on".formatted(size, offset));
    }
    return new BundleEntry(
        proto.integer(1),
        shape(Dimensions.of(proto.message(2))),
        (int) shard,
        offset,
        size,
        (int) proto.integer(6),
        proto.messages(7).stream().map(Slice::of).toList());
  }

  private static Shape shape(Dimensions dims) {
    OctetException wrong = Checkpoints.malformed("no tensor has shape " + dims);
    if (!dims.isStatic()) {
      throw wrong;
    }
    Shape shape = Shape.of(dims.toArray());
    try {
      Math.multiplyExact(shape.elements(), (long) MOST_BYTES_OF_AN_ELEMENT);
    } catch (ArithmeticException e) {
      throw wrong.because(e);
    }
    return shape;
  }

  /** Whether it is made of slices. */
  boolean isSliced() {
    return !slices.isEmpty();
  }

  /** Whether its elements are texts. */
  boolean isText() {
    return DataType.of(type) == DataType.STRING;
  }

  /**
   * The type of its elements.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} if they are no plain numbers
   */
  ElementType elementType() {
    return switch (DataType.of(type)) {
      case STRING, RESOURCE, VARIANT ->
          throw Checkpoints.unsupported(
              "has elements of type %s, which are no numbers".formatted(DataType.of(type)));
      // one element takes a byte there, of which nothing says what the upper half holds
      case INT4, UINT4 ->
          throw Checkpoints.unsupported("has elements of type " + DataType.of(type));
      case UNKNOWN ->
          throw Checkpoints.unsupported("has elements of the unknown type number " + type);
      case FLOAT,
          DOUBLE,
          INT32,
          UINT8,
          INT16,
          INT8,
          COMPLEX64,
          INT64,
          BOOL,
          QINT8,
          QUINT8,
          QINT32,
          BFLOAT16,
          QINT16,
          QUINT16,
          UINT16,
          COMPLEX128,
          HALF,
          UINT32,
          UINT64 ->
          DataType.of(type).stored();
    };
  }
}
