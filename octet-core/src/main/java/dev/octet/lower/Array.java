package dev.octet.lower;

import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A constant on its way into a graph: a weight, or what follows from weights.
 *
 * @param type of the elements
 * @param shape static
 * @param data the elements in row-major order, little-endian
 * @param quantization which floats integers stand for; null where the elements are what they are
 */
public record Array(
    ElementType type, Shape shape, Constant data, @Nullable Quantization quantization)
    implements Weights {
  /** Checks that there are as many bytes as the shape says. */
  public Array {
    if (shape.isDynamic() || data.byteSize() != type.bytes(shape.elements())) {
      throw new IllegalArgumentException(
          "%s%s has %d bytes".formatted(type.text(), shape, data.byteSize()));
    }
  }

  /** An array of elements that stand for nothing else. */
  public Array(ElementType type, Shape shape, Constant data) {
    this(type, shape, data, null);
  }

  /** An array of floats. */
  public static Array of(float[] values, int... dims) {
    return new Array(ElementType.FLOAT32, Shape.of(dims), Constant.of(values));
  }

  /** A vector of floats. */
  public static Array vector(float... values) {
    return of(values, values.length);
  }

  /** One float, without dimensions. */
  public static Array scalar(double value) {
    return of(new float[] {(float) value});
  }

  /** A float for all elements. */
  public static Array filled(double value, int... dims) {
    var values = new float[Math.toIntExact(Shape.of(dims).elements())];
    Arrays.fill(values, (float) value);
    return of(values, dims);
  }

  /**
   * An array of numbers of any type; booleans are 0 and 1.
   *
   * @throws IllegalArgumentException if the type is none of a number
   */
  public static Array numbers(ElementType type, double[] values, int... dims) {
    return new Array(type, Shape.of(dims), Numbers.of(type, values));
  }

  /** An array of 32-bit integers. */
  public static Array integers(int[] values, int... dims) {
    return new Array(ElementType.INT32, Shape.of(dims), Constant.of(values));
  }

  /** One 32-bit integer, without dimensions. */
  public static Array integer(int value) {
    return integers(new int[] {value}, new int[0]);
  }

  /** A vector of 32-bit integers: a shape, axes, paddings. */
  public static Array integers(int... values) {
    return integers(values, values.length);
  }

  /** The number of dimensions. */
  public int rank() {
    return shape.rank();
  }

  /** The size of a dimension, counted from the end when negative. */
  @Override
  public int dim(int axis) {
    return shape.dim(axis);
  }

  /** All elements as floats, of any type of number. */
  public float[] floats() {
    float[] values = Numbers.floats(type, data.bytes(), Math.toIntExact(shape.elements()));
    return quantization == null ? values : ChannelAxis.reals(values, shape, quantization);
  }

  /** All elements as doubles, of any type of number; large 64-bit integers are rounded. */
  public double[] doubles() {
    return Numbers.doubles(type, data.bytes(), Math.toIntExact(shape.elements()));
  }

  /** This as floats of 32 bits; itself if it is, or if its integers stand for floats. */
  public Array asFloats() {
    return type == ElementType.FLOAT32 || quantization != null ? this : of(floats(), shape.dims());
  }

  /** The same elements in another shape. */
  @Override
  public Array reshaped(int... dims) {
    return reshaped(Shape.of(dims));
  }

  /** With a dimension of size 1 put in before {@code axis}. */
  @Override
  public Array expanded(int axis) {
    return reshaped(Dims.insert(shape, axis, 1));
  }

  /** Integers whose scales no single axis of the new shape tells apart become floats. */
  private Array reshaped(Shape to) {
    if (quantization == null) {
      return new Array(type, to, data);
    }
    return ChannelAxis.reshaped(quantization, shape, to)
        .map(q -> new Array(type, to, data, q))
        .orElseGet(() -> of(floats(), to.dims()));
  }

  /** With each element changed; floats. */
  public Array map(DoubleUnaryOperator change) {
    float[] values = floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) change.applyAsDouble(values[i]);
    }
    return of(values, shape.dims());
  }

  /** Dimension {@code i} of the result is dimension {@code order[i]} of this. */
  @Override
  public Array transposed(int... order) {
    Shape to = Dims.pick(shape, order);
    Quantization moved = ChannelAxis.transposed(quantization, order);
    if (Arrays.equals(order, Dims.axes(rank())) || movesOnlyOnes(order)) {
      return new Array(type, to, data, moved);
    }
    MemorySegment copy = NativeMemory.allocate(Math.max(1, data.byteSize()), Constant.GRAIN);
    Transposition.copy(data.bytes(), shape.dims(), order, type.bits() / Byte.SIZE, copy);
    return new Array(type, to, Constant.stored(copy.asSlice(0, data.byteSize())), moved);
  }

  private boolean movesOnlyOnes(int[] order) {
    int[] kept = Arrays.stream(order).filter(a -> dim(a) != 1).toArray();
    return Arrays.equals(kept, Arrays.stream(kept).sorted().toArray());
  }

  /**
   * Elements of this that lie at regular distances, in another shape.
   *
   * @param first the place of the first one among all elements
   * @param steps elements from one to the next along each dimension of the result: 0 to repeat,
   *     negative to go back
   */
  public Array walked(Shape to, long first, long... steps) {
    int width = type.bits() / Byte.SIZE;
    if (width == 0 || steps.length != to.rank()) {
      throw new IllegalArgumentException("%s as %s in %d steps".formatted(this, to, steps.length));
    }
    long bytes = type.bytes(to.elements());
    MemorySegment moved = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    if (bytes > 0) {
      int[] sizes = to.rank() == 0 ? new int[] {1} : to.dims();
      long[] wide = Arrays.copyOf(Arrays.stream(steps).map(s -> s * width).toArray(), sizes.length);
      Transposition.walk(data.bytes(), first * width, sizes, wide, width, moved);
    }
    return new Array(type, to, Constant.stored(moved.asSlice(0, bytes)));
  }

  /** Elements from one to the next along each dimension. */
  public long[] strides() {
    var strides = new long[rank()];
    long stride = 1;
    for (int i = rank() - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dim(i);
    }
    return strides;
  }

  /** Repeated along the dimensions of size 1, of any type. */
  public Array spread(Shape to) {
    if (!Dims.broadcast(shape, to).equals(to)) {
      throw new IllegalArgumentException(shape + " is not of shape " + to);
    }
    long[] own = strides();
    var steps = new long[to.rank()];
    for (int i = 0; i < rank(); i++) {
      steps[to.rank() - rank() + i] = dim(i) == 1 ? 0 : own[i];
    }
    return walked(to, 0, steps);
  }

  /** Repeated along the dimensions of size 1; floats. */
  public Array broadcast(int... dims) {
    if (!Dims.broadcast(shape, Shape.of(dims)).equals(Shape.of(dims)) || rank() != dims.length) {
      throw new IllegalArgumentException(shape + " is not of shape " + Shape.of(dims));
    }
    float[] from = floats();
    var to = new float[Math.toIntExact(Shape.of(dims).elements())];
    for (int i = 0; i < to.length; i++) {
      int source = 0;
      int stride = 1;
      int rest = i;
      for (int axis = dims.length - 1; axis >= 0; axis--) {
        source += dim(axis) == 1 ? 0 : rest % dims[axis] * stride;
        rest /= dims[axis];
        stride *= dim(axis);
      }
      to[i] = from[source];
    }
    return of(to, dims);
  }

  /** The elements from {@code begin} on along one axis. */
  @Override
  public Array slice(int axis, int begin, int size) {
    int at = Dims.axis(shape, axis);
    int outer = Dims.product(shape, 0, at);
    long inner = type.bytes(Dims.range(shape, at + 1, rank()).elements());
    Shape to = Dims.with(shape, at, size);
    long bytes = type.bytes(to.elements());
    MemorySegment from = data.bytes();
    MemorySegment part = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    for (int i = 0; i < outer; i++) {
      long source = ((long) i * dim(at) + begin) * inner;
      MemorySegment.copy(from, source, part, (long) i * size * inner, size * inner);
    }
    Quantization q = ChannelAxis.picked(quantization, at, size, c -> begin + c);
    return new Array(type, to, Constant.stored(part.asSlice(0, bytes)), q);
  }

  /** The elements in the opposite order along one axis. */
  @Override
  public Array reversed(int axis) {
    int at = Dims.axis(shape, axis);
    int size = dim(at);
    int outer = Dims.product(shape, 0, at);
    long inner = type.bytes(Dims.range(shape, at + 1, rank()).elements());
    MemorySegment from = data.bytes();
    MemorySegment to = NativeMemory.allocate(Math.max(1, data.byteSize()), Constant.GRAIN);
    for (int i = 0; i < outer * size; i++) {
      long opposite = i + size - 1 - 2L * (i % size);
      MemorySegment.copy(from, opposite * inner, to, i * inner, inner);
    }
    Quantization q = ChannelAxis.picked(quantization, at, size, c -> size - 1 - c);
    return new Array(type, shape, Constant.stored(to.asSlice(0, data.byteSize())), q);
  }

  @Override
  public Tensor in(Lowering g, String name) {
    return g.constant(name, this);
  }

  @Override
  public String toString() {
    return type.text() + shape;
  }
}
