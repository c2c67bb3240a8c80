package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.Message;
import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.TensorDef;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.MinMax;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;

/**
 * The floats of a constant: {@code tensor.proto}.
 *
 * @param proto the tensor
 * @param floats in a row
 * @param range of them
 */
record FloatValues(Message proto, MemorySegment floats, MinMax range) {
  static final int TYPE = 1;
  static final int SHAPE = 2;
  static final int CONTENT = 4;
  static final int LISTED = 5;

  static FloatValues of(TensorDef tensor) {
    MemorySegment floats = tensor.array().data().bytes();
    var range = new MinMax();
    Kernels.minMax(floats, range);
    return new FloatValues(tensor.proto(), floats, range);
  }

  /** The bytes that the file has for the floats of a tensor, which may be fewer than they take. */
  static long storedBytes(TensorDef tensor) {
    return tensor.proto().bytes().byteSize();
  }

  long elements() {
    return floats.byteSize() / Float.BYTES;
  }

  /** Computes a stretch of what takes the floats' place. */
  @FunctionalInterface
  interface Stretch {
    /** Fills {@code target} with the bytes from {@code offset} on. */
    void fill(MemorySegment floats, long offset, MemorySegment target);
  }

  /** What takes the floats' place: computed when it is written, as long as they are in a file. */
  Constant computed(long bytes, Stretch stretch) {
    Constant derived =
        Constant.derived(bytes, (offset, target) -> stretch.fill(floats, offset, target));
    boolean viewed = proto.has(CONTENT);
    return viewed ? derived : Constant.stored(derived.bytes());
  }

  /** Copies the shape as it is. */
  void copyShape(MessageWriter to) {
    proto.forEachSpan(
        (field, from, end) -> {
          if (field.number() == SHAPE) {
            to.copy(proto, from, end);
          }
        });
  }

  /** Copies all but the floats. */
  void copyRest(MessageWriter to) {
    proto.forEachSpan(
        (field, from, end) -> {
          if (field.number() != CONTENT && field.number() != LISTED) {
            to.copy(proto, from, end);
          }
        });
  }
}
