package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The values of constants that are small enough to look at. */
final class Values {
  /** Larger constants are weights, which no rewrite reads through. */
  static final long SMALL = 64 << 10;

  private Values() {}

  /** Whether this is a plain float32 tensor, constant or not. */
  static boolean isFloat(@Nullable Tensor tensor) {
    return tensor != null
        && tensor.type() == ElementType.FLOAT32
        && tensor.quantization() == null
        && !isSparse(tensor);
  }

  /** Whether this is a float32 constant. */
  static boolean isFloatConstant(@Nullable Tensor tensor) {
    return isFloat(tensor) && tensor != null && tensor.isConstant();
  }

  /** Whether the values of a constant are stored with the zeros left out. */
  static boolean isSparse(Tensor tensor) {
    return tensor.extras() != null && tensor.extras().fields().containsKey("sparsity");
  }

  /** The values of a small float32 constant, or null if it is none. */
  static float @Nullable [] floats(@Nullable Tensor tensor) {
    MemorySegment bytes = isFloat(tensor) ? small(tensor) : null;
    if (bytes == null) {
      return null;
    }
    var values = new float[(int) (bytes.byteSize() / Float.BYTES)];
    MemorySegment.copy(bytes, Constant.F32, 0, values, 0, values.length);
    return values;
  }

  /** The values of a small int32 or int64 constant, or null if it is none. */
  static long @Nullable [] integers(@Nullable Tensor tensor) {
    boolean wide = tensor != null && tensor.type() == ElementType.INT64;
    boolean narrow = tensor != null && tensor.type() == ElementType.INT32;
    MemorySegment bytes = wide || narrow ? small(tensor) : null;
    if (bytes == null) {
      return null;
    }
    int width = wide ? Long.BYTES : Integer.BYTES;
    var values = new long[(int) (bytes.byteSize() / width)];
    for (int i = 0; i < values.length; i++) {
      values[i] = wide ? bytes.getAtIndex(Constant.I64, i) : bytes.getAtIndex(Constant.I32, i);
    }
    return values;
  }

  private static @Nullable MemorySegment small(@Nullable Tensor tensor) {
    Constant data = tensor == null || isSparse(tensor) ? null : tensor.data();
    return data == null || data.byteSize() > SMALL ? null : data.bytes();
  }
}
