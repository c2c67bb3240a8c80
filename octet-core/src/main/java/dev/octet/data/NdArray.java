package dev.octet.data;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * An array of numbers: type, shape, and its elements little-endian in C order (last axis fastest).
 *
 * <p>The elements may lie in a mapped file; a slice is a view.
 */
public final class NdArray {
  private final ElementType type;
  private final long[] shape;
  private final MemorySegment data;

  /**
   * Makes an array; nothing is copied.
   *
   * @param data exactly the bytes that type and shape ask for
   * @throws IllegalArgumentException if they are more or fewer
   */
  public NdArray(ElementType type, long[] shape, MemorySegment data) {
    if (data.byteSize() != type.bytes(elements(shape))) {
      throw new IllegalArgumentException(
          "%s%s has %d bytes".formatted(type.text(), Arrays.toString(shape), data.byteSize()));
    }
    this.type = type;
    this.shape = shape.clone();
    this.data = data.asReadOnly();
  }

  /** A float32 array of these values. */
  public static NdArray of(long[] shape, float... values) {
    return new NdArray(ElementType.FLOAT32, shape, Constant.of(values).bytes());
  }

  /** An int32 array of these values. */
  public static NdArray of(long[] shape, int... values) {
    return new NdArray(ElementType.INT32, shape, Constant.of(values).bytes());
  }

  /** A uint8 array of these bytes. */
  public static NdArray of(long[] shape, byte... values) {
    return new NdArray(ElementType.UINT8, shape, Constant.of(values).bytes());
  }

  /** The type of the elements. */
  public ElementType type() {
    return type;
  }

  /** A copy of the sizes, outermost axis first; empty for a scalar. */
  public long[] shape() {
    return shape.clone();
  }

  /** The number of axes. */
  public int rank() {
    return shape.length;
  }

  /** The size of an axis. */
  public long dim(int axis) {
    return shape[axis];
  }

  /** The number of elements. */
  public long elements() {
    return elements(shape);
  }

  /** The elements, read-only. */
  public MemorySegment data() {
    return data;
  }

  /**
   * The elements as reals, in C order; 64-bit integers are rounded.
   *
   * @throws dev.octet.error.OctetException {@code BAD_DATA} if they are no real numbers
   */
  public double[] toDoubles() {
    Reals.Reader reader = Reals.of(type);
    var values = new double[Math.toIntExact(elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = reader.at(data, i);
    }
    return values;
  }

  /** The same elements in another shape: a view. */
  NdArray reshaped(long... newShape) {
    return new NdArray(type, newShape, data);
  }

  /** The part at an index of the first axis, without that axis: a view. */
  public NdArray slice(long index) {
    long[] inner = Arrays.copyOfRange(shape, 1, shape.length);
    long bytes = type.bytes(elements(inner));
    return new NdArray(type, inner, data.asSlice(Math.multiplyExact(index, bytes), bytes));
  }

  /**
   * The product of sizes.
   *
   * @throws ArithmeticException past {@code Long.MAX_VALUE}
   */
  static long elements(long[] shape) {
    long n = 1;
    for (long d : shape) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }

  @Override
  public String toString() {
    return type.text() + Arrays.toString(shape).replace(" ", "");
  }
}
