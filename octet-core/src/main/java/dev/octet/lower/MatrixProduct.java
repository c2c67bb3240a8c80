package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Products of matrices of which neither is a weight. */
public final class MatrixProduct {
  /** The rank up to which BATCH_MATMUL has a kernel. */
  private static final int MOST_RANK = 5;

  private MatrixProduct() {}

  /**
   * The product of the last two dimensions; those before are broadcast.
   *
   * @param a {@code [..., m, k]}, or {@code [..., k, m]} if it is to be transposed
   * @param b {@code [..., k, n]}, or {@code [..., n, k]} if it is to be transposed
   * @return {@code [..., m, n]}
   */
  public static Tensor of(Lowering g, Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    Shape sa = a.shape();
    if (sa.rank() > MOST_RANK && sa.rank() == b.shape().rank()) {
      return flat(g, a, b, transposeA, transposeB);
    }
    Shape sb = b.shape();
    int inner = sa.dim(transposeA ? -2 : -1);
    if (inner != sb.dim(transposeB ? -1 : -2)) {
      throw new IllegalArgumentException("matrices %s and %s do not go together".formatted(sa, sb));
    }
    Shape batch =
        Dims.broadcast(Dims.range(sa, 0, sa.rank() - 2), Dims.range(sb, 0, sb.rank() - 2));
    Shape rows = side(sa, transposeA ? -1 : -2);
    Shape columns = side(sb, transposeB ? -2 : -1);
    Attributes options =
        Attributes.of("BatchMatMulOptions")
            .with("adj_x", transposeA ? true : null)
            .with("adj_y", transposeB ? true : null);
    Shape shape = Dims.concat(Dims.concat(batch, rows), columns);
    return g.add("BATCH_MATMUL", options, shape, a, b);
  }

  /** Matrices of one batch, for more dimensions than the kernel takes. */
  private static Tensor flat(
      Lowering g, Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    int batches = a.shape().rank() - 2;
    Shape batch =
        Dims.broadcast(Dims.range(a.shape(), 0, batches), Dims.range(b.shape(), 0, batches));
    Tensor y = of(g, flat(g, a, batch), flat(g, b, batch), transposeA, transposeB);
    return Layout.reshape(g, y, Dims.concat(batch, Dims.range(y.shape(), 1, 3)));
  }

  private static Tensor flat(Lowering g, Tensor x, Shape batch) {
    int rank = x.shape().rank();
    Shape whole = Dims.concat(batch, Dims.range(x.shape(), rank - 2, rank));
    return Layout.reshape(g, Joining.broadcast(g, x, whole), Dims.merge(whole, 0, rank - 2));
  }

  /** The matrices of x transposed. */
  public static Tensor transposed(Lowering g, Tensor x) {
    int rank = x.shape().rank();
    int[] order = Dims.axes(rank);
    order[rank - 1] = rank - 2;
    order[rank - 2] = rank - 1;
    return Layout.transpose(g, x, order);
  }

  private static Shape side(Shape shape, int axis) {
    int at = Dims.axis(shape, axis);
    return Dims.range(shape, at, at + 1);
  }
}
