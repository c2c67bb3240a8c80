package dev.octet.format.tensorflow;

import dev.octet.error.OctetException;
import dev.octet.lower.Einsum;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.MatrixProduct;
import dev.octet.lower.Products;
import dev.octet.lower.Weights;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Products of matrices. */
final class ProductOps {
  private ProductOps() {}

  static void addTo(OpTable t) {
    t.add("MatMul SparseMatMul", ProductOps::matMul);
    t.add("BatchMatMul BatchMatMulV2 BatchMatMulV3", ProductOps::batch);
    t.add("Einsum", ProductOps::einsum);
  }

  /** Of two matrices, each of which may be given transposed. */
  static Tensor matMul(OpCall call) {
    if (call.real(0).shape().rank() != 2 || call.real(1).shape().rank() != 2) {
      throw new IllegalArgumentException(
          "matrices of shapes %s, %s".formatted(call.tensor(0).shape(), call.tensor(1).shape()));
    }
    return product(call, "transpose_a", "transpose_b");
  }

  private static Tensor batch(OpCall call) {
    return product(call, "adj_x", "adj_y");
  }

  private static Tensor product(OpCall call, String transposeA, String transposeB) {
    boolean ta = call.attrs().flag(transposeA, false);
    boolean tb = call.attrs().flag(transposeB, false);
    Tensor a = call.real(0);
    Tensor b = call.real(1);
    if (Math.min(a.shape().rank(), b.shape().rank()) < 2) {
      throw new IllegalArgumentException("a matrix of fewer dimensions than two");
    }
    Lowering g = call.graph();
    boolean weights = !a.isConstant() && g.values(b).isPresent() && isMatrix(b.shape());
    return weights ? dense(g, a, b, ta, tb) : MatrixProduct.of(g, a, b, ta, tb);
  }

  private static boolean isMatrix(Shape shape) {
    return shape.elements() == (long) shape.dim(-2) * shape.dim(-1);
  }

  /** One matrix of weights for all of a. */
  private static Tensor dense(Lowering g, Tensor a, Tensor b, boolean ta, boolean tb) {
    Shape shape = b.shape();
    Weights matrix = Weights.of(g, b).reshaped(shape.dim(-2), shape.dim(-1));
    Weights kernel = tb ? matrix.transposed(1, 0) : matrix;
    Tensor x = ta ? MatrixProduct.transposed(g, a) : a;
    if (x.shape().dim(-1) != kernel.dim(0)) {
      throw new IllegalArgumentException(
          "matrices %s and %s do not go together".formatted(x.shape(), kernel.shape()));
    }
    Tensor wide = x;
    for (int i = x.shape().rank(); i < shape.rank(); i++) {
      wide = Layout.expand(g, wide, 0);
    }
    return Products.dense(g, wide, kernel, null);
  }

  private static Tensor einsum(OpCall call) {
    String equation = call.attrs().text("equation", "");
    try {
      return switch (call.count()) {
        case 1 -> Einsum.of(call.graph(), equation, call.real(0));
        case 2 -> einsum(call, equation);
        default ->
            throw refused(call, "an einsum of %d operands does not go".formatted(call.count()));
      };
    } catch (IllegalArgumentException e) {
      throw refused(call, "an einsum that does not go: " + e.getMessage());
    }
  }

  /** Of what the model computes and a weight, or of two tensors that it computes. */
  private static Tensor einsum(OpCall call, String equation) {
    Lowering g = call.graph();
    Tensor a = call.real(0);
    Tensor b = call.real(1);
    if (g.values(b).isPresent() && !a.isConstant()) {
      return Einsum.dense(g, equation, a, Weights.of(g, b), null);
    }
    return g.values(a).isPresent() && !b.isConstant()
        ? Einsum.dense(g, Einsum.swapped(equation), b, Weights.of(g, a), null)
        : Einsum.of(g, equation, a, b);
  }

  private static OctetException refused(OpCall call, String what) {
    return call.refuse(what).advise("use tf.matmul, tf.transpose and the like");
  }
}
