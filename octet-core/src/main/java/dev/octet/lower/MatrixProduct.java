package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Products of matrices of which neither is a weight. */
public final class MatrixProduct {
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

  private static Shape side(Shape shape, int axis) {
    int at = Dims.axis(shape, axis);
    return Dims.range(shape, at, at + 1);
  }
}
