package dev.octet.data;

import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Brings big-endian and Fortran-order elements into little-endian C order. */
final class NpyLayout {
  private NpyLayout() {}

  /** The array whose elements lie in the file as the header says. */
  static NdArray array(NpyHeader header, MemorySegment stored) throws IOException {
    if (header.isNative()) {
      return new NdArray(header.type(), header.shape(), stored);
    }
    long[] strides = strides(header);
    int width = header.type().bits() / 8;
    boolean swap = header.bigEndian();
    MemorySegment data =
        Scratch.store(
            stored.byteSize(),
            (offset, piece) -> {
              var walk = new Walk(header.shape(), strides, offset / width);
              for (long at = 0; at < piece.byteSize(); at += width) {
                copy(stored, walk.next() * width, piece, at, width, swap);
              }
            });
    return new NdArray(header.type(), header.shape(), data);
  }

  private static long[] strides(NpyHeader header) {
    long[] shape = header.shape();
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int axis = header.isTransposed() ? i : shape.length - 1 - i;
      strides[axis] = stride;
      stride *= shape[axis];
    }
    return strides;
  }

  private static void copy(
      MemorySegment from, long source, MemorySegment to, long target, int width, boolean swap) {
    switch (width) {
      case 1 -> to.set(ValueLayout.JAVA_BYTE, target, from.get(ValueLayout.JAVA_BYTE, source));
      case 2 -> {
        short v = from.get(Constant.I16, source);
        to.set(Constant.I16, target, swap ? Short.reverseBytes(v) : v);
      }
      case 4 -> {
        int v = from.get(Constant.I32, source);
        to.set(Constant.I32, target, swap ? Integer.reverseBytes(v) : v);
      }
      case 8 -> {
        long v = from.get(Constant.I64, source);
        to.set(Constant.I64, target, swap ? Long.reverseBytes(v) : v);
      }
      default -> throw new IllegalArgumentException("width " + width);
    }
  }

  /** Goes through the elements in C order and tells where each is stored. */
  private static final class Walk {
    private final long[] shape;
    private final long[] strides;
    private final long[] index;
    private long position;

    Walk(long[] shape, long[] strides, long first) {
      this.shape = shape;
      this.strides = strides;
      this.index = new long[shape.length];
      long rest = first;
      for (int axis = shape.length - 1; axis >= 0 && rest > 0; axis--) {
        index[axis] = rest % shape[axis];
        rest /= shape[axis];
        position += index[axis] * strides[axis];
      }
    }

    long next() {
      long here = position;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        position += strides[axis];
        if (++index[axis] < shape[axis]) {
          break;
        }
        position -= index[axis] * strides[axis];
        index[axis] = 0;
      }
      return here;
    }
  }
}
