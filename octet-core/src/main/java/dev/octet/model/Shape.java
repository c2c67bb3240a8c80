package dev.octet.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The dimensions of a tensor.
 *
 * <p>A dimension may be <em>dynamic</em>: the file gives a size to start with (mostly 1) and marks
 * it as free to change. The text form is {@code [1?,28,28,3]} with a {@code ?} behind each dynamic
 * dimension; a tensor of unknown rank is {@code [*]}.
 */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0], new boolean[0], true);
  private static final Shape UNRANKED = new Shape(new int[0], new boolean[0], false);

  private final int[] dims;
  private final boolean[] dynamic;
  private final boolean ranked;

  private Shape(int[] dims, boolean[] dynamic, boolean ranked) {
    this.dims = dims;
    this.dynamic = dynamic;
    this.ranked = ranked;
  }

  /**
   * Makes a static shape; {@code of()} is a scalar.
   *
   * @throws IllegalArgumentException if a dimension is negative
   */
  public static Shape of(int... dims) {
    return dims.length == 0 ? SCALAR : of(dims, null);
  }

  /**
   * Makes a shape from LiteRT's pair of vectors.
   *
   * @param dims the sizes to start with
   * @param signature the same with −1 for dynamic dimensions, or null when all are static
   * @throws IllegalArgumentException if the vectors differ in length or in a static dimension, or a
   *     dimension is negative
   */
  public static Shape of(int[] dims, int @Nullable [] signature) {
    if (signature != null && signature.length != dims.length) {
      throw new IllegalArgumentException(
          "shape has " + dims.length + " dimensions, its signature " + signature.length);
    }
    var dynamic = new boolean[dims.length];
    for (int i = 0; i < dims.length; i++) {
      dynamic[i] = signature != null && signature[i] == -1;
      if (dims[i] < 0) {
        throw new IllegalArgumentException("negative dimension " + dims[i]);
      }
      if (signature != null && !dynamic[i] && signature[i] != dims[i]) {
        throw new IllegalArgumentException(
            "dimension " + i + " is " + dims[i] + ", in the signature " + signature[i]);
      }
    }
    return new Shape(dims.clone(), dynamic, true);
  }

  /** A tensor whose rank is not known before it runs. */
  public static Shape unranked() {
    return UNRANKED;
  }

  /** Whether the number of dimensions is known. */
  public boolean isRanked() {
    return ranked;
  }

  /** The number of dimensions; 0 for a scalar and for an unranked shape. */
  public int rank() {
    return dims.length;
  }

  /** The size of dimension {@code i}, counted from the end when negative. */
  public int dim(int i) {
    return dims[i < 0 ? dims.length + i : i];
  }

  /** A copy of the sizes. */
  public int[] dims() {
    return dims.clone();
  }

  /** The sizes with −1 for each dynamic dimension. */
  public int[] signature() {
    int[] signature = dims.clone();
    for (int i = 0; i < signature.length; i++) {
      if (dynamic[i]) {
        signature[i] = -1;
      }
    }
    return signature;
  }

  /** Whether dimension {@code i} may change. */
  public boolean isDynamic(int i) {
    return dynamic[i];
  }

  /** Whether any dimension may change, or the rank is unknown. */
  public boolean isDynamic() {
    for (boolean d : dynamic) {
      if (d) {
        return true;
      }
    }
    return !ranked;
  }

  /**
   * The number of elements at the sizes to start with.
   *
   * @throws ArithmeticException past {@code Long.MAX_VALUE}
   */
  public long elements() {
    long n = 1;
    for (int d : dims) {
      n = Math.multiplyExact(n, (long) d);
    }
    return n;
  }

  /** This shape with other sizes; what was dynamic stays dynamic. */
  public Shape withDims(int... sizes) {
    if (sizes.length != dims.length) {
      throw new IllegalArgumentException("rank " + dims.length + " cannot become " + sizes.length);
    }
    return new Shape(sizes.clone(), dynamic, ranked);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s
        && ranked == s.ranked
        && Arrays.equals(dims, s.dims)
        && Arrays.equals(dynamic, s.dynamic);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(dims) + Arrays.hashCode(dynamic);
  }

  @Override
  public String toString() {
    if (!ranked) {
      return "[*]";
    }
    var s = new StringBuilder("[");
    for (int i = 0; i < dims.length; i++) {
      s.append(i == 0 ? "" : ",").append(dims[i]).append(dynamic[i] ? "?" : "");
    }
    return s.append(']').toString();
  }
}
