package dev.octet.lower;

import dev.octet.model.Shape;
import java.util.Arrays;

/**
 * Shapes that follow from shapes. A dynamic dimension (the batch) stays dynamic through them all.
 */
public final class Dims {
  private Dims() {}

  /** An axis counted from the front, of one that may be counted from the end. */
  public static int axis(Shape shape, int axis) {
    return axis(shape.rank(), axis);
  }

  /**
   * An axis counted from the front.
   *
   * @throws IllegalArgumentException if there is no such axis
   */
  public static int axis(int rank, int axis) {
    int positive = axis < 0 ? rank + axis : axis;
    if (positive < 0 || positive >= rank) {
      throw new IllegalArgumentException("rank " + rank + " has no axis " + axis);
    }
    return positive;
  }

  /** All axes of a shape, in order. */
  public static int[] axes(int rank) {
    var axes = new int[rank];
    Arrays.setAll(axes, i -> i);
    return axes;
  }

  /**
   * Several axes counted from the front, in order.
   *
   * @throws IllegalArgumentException if one is not there, or there twice
   */
  public static int[] sorted(Shape shape, int... axes) {
    int[] sorted = Arrays.stream(axes).map(a -> axis(shape, a)).sorted().distinct().toArray();
    if (sorted.length != axes.length) {
      throw new IllegalArgumentException("an axis is twice in " + Arrays.toString(axes));
    }
    return sorted;
  }

  /** All axes but some, in order. */
  public static int[] without(int rank, int... axes) {
    return Arrays.stream(axes(rank))
        .filter(a -> Arrays.stream(axes).noneMatch(b -> a == b))
        .toArray();
  }

  /** The permutation that undoes another. */
  public static int[] inverse(int... order) {
    var inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  /** A shape with the dimensions from {@code from} up to, without, {@code to} made one. */
  public static Shape merge(Shape shape, int from, int to) {
    Shape merged = range(shape, from, to);
    int size = Math.toIntExact(merged.elements());
    Shape one = Shape.of(new int[] {size}, new int[] {merged.isDynamic() ? -1 : size});
    return concat(concat(range(shape, 0, from), one), range(shape, to, shape.rank()));
  }

  /** A shape of the same rank with 1 for all dimensions but some. */
  public static int[] only(Shape shape, int... axes) {
    var dims = new int[shape.rank()];
    Arrays.fill(dims, 1);
    for (int axis : axes) {
      dims[axis(shape, axis)] = shape.dim(axis);
    }
    return dims;
  }

  /** A shape with another, static size on one axis. */
  public static Shape with(Shape shape, int axis, int size) {
    int[] dims = shape.dims();
    int[] signature = shape.signature();
    dims[axis(shape, axis)] = size;
    signature[axis(shape, axis)] = size;
    return Shape.of(dims, signature);
  }

  /** A shape with another size on one axis, dynamic where it was. */
  public static Shape resize(Shape shape, int axis, int size) {
    int at = axis(shape, axis);
    return shape.isDynamic(at) ? dynamic(shape, at, size) : with(shape, at, size);
  }

  /** A shape with a dynamic dimension, of this size to start with. */
  public static Shape dynamic(Shape shape, int axis, int size) {
    int[] dims = shape.dims();
    int[] signature = shape.signature();
    dims[axis] = size;
    signature[axis] = -1;
    return Shape.of(dims, signature);
  }

  /** A shape of some dimensions of another, in this order: a permutation, or fewer. */
  public static Shape pick(Shape shape, int... axes) {
    var dims = new int[axes.length];
    var signature = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      dims[i] = shape.dim(axes[i]);
      signature[i] = shape.isDynamic(axes[i]) ? -1 : dims[i];
    }
    return Shape.of(dims, signature);
  }

  /** A shape with dimensions of size 1 or others put in before {@code axis}. */
  public static Shape insert(Shape shape, int axis, int... sizes) {
    return concat(concat(range(shape, 0, axis), Shape.of(sizes)), range(shape, axis, shape.rank()));
  }

  /** A shape without one axis. */
  public static Shape remove(Shape shape, int axis) {
    int at = axis(shape, axis);
    return concat(range(shape, 0, at), range(shape, at + 1, shape.rank()));
  }

  /** The dimensions from {@code from} up to, without, {@code to}. */
  public static Shape range(Shape shape, int from, int to) {
    var axes = new int[to - from];
    Arrays.setAll(axes, i -> from + i);
    return pick(shape, axes);
  }

  /** The dimensions of one shape and then those of another. */
  public static Shape concat(Shape a, Shape b) {
    int[] dims = Arrays.copyOf(a.dims(), a.rank() + b.rank());
    int[] signature = Arrays.copyOf(a.signature(), a.rank() + b.rank());
    System.arraycopy(b.dims(), 0, dims, a.rank(), b.rank());
    System.arraycopy(b.signature(), 0, signature, a.rank(), b.rank());
    return Shape.of(dims, signature);
  }

  /** The number of elements along some axes. */
  public static int product(Shape shape, int from, int to) {
    return Math.toIntExact(range(shape, from, to).elements());
  }

  /**
   * The shape that NumPy's broadcasting gives two shapes.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  public static Shape broadcast(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    var dims = new int[rank];
    var signature = new int[rank];
    for (int i = 0; i < rank; i++) {
      int ia = i - rank + a.rank();
      int ib = i - rank + b.rank();
      int da = ia < 0 ? 1 : a.dim(ia);
      int db = ib < 0 ? 1 : b.dim(ib);
      boolean dynamicA = ia >= 0 && a.isDynamic(ia);
      boolean dynamicB = ib >= 0 && b.isDynamic(ib);
      if (da != db && da != 1 && db != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not go together");
      }
      dims[i] = da == 1 ? db : da;
      boolean dynamic = (dynamicA && (dynamicB || db == 1)) || (dynamicB && da == 1);
      signature[i] = dynamic ? -1 : dims[i];
    }
    return Shape.of(dims, signature);
  }
}
