package dev.octet.format.keras;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Einsum;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.MatrixProduct;
import dev.octet.lower.Products;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;

/** Matrix products. */
final class ProductOperations {
  private static final String FLAGS =
      "x x2=b=y transpose_a transpose_b adjoint_a adjoint_b a_is_sparse b_is_sparse output_type";

  private ProductOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.Matmul tf.linalg.matmul", FLAGS, ProductOperations::matmul);
    t.add("ops.Dot", "x x2", ProductOperations::dot);
    t.add("ops.Einsum", "x x2 subscripts", ProductOperations::einsum);
    t.add("tf.einsum", "subscripts", ProductOperations::lost);
  }

  private static Tensor einsum(OperationCall call) {
    if (!call.has("x2")) {
      throw call.refuse("an einsum of one operand does not go")
          .advise("use keras.ops.transpose, sum and the like");
    }
    String equation = call.options().text("subscripts");
    Lowering g = call.graph();
    if (call.operand("x2") instanceof Operand.Numbers n) {
      Array kernel = Array.numbers(ElementType.FLOAT32, n.values(), n.dims());
      return Einsum.dense(g, equation, call.floats(), kernel, null);
    }
    Tensor b = call.operand("x2").as(g, ElementType.FLOAT32);
    return Einsum.of(g, equation, call.floats(), b);
  }

  private static Tensor lost(OperationCall call) {
    throw call.refuse("Keras 2 does not write what tf.einsum computes with")
        .advise("use a layer EinsumDense or Dot, or tf.matmul");
  }

  private static Tensor dot(OperationCall call) {
    int b = call.tensor("x2").shape().rank();
    if (b > 2) {
      throw call.refuse("a dot product with a tensor of %d dimensions does not go".formatted(b))
          .advise("use keras.ops.matmul");
    }
    return matmul(call);
  }

  private static Tensor matmul(OperationCall call) {
    Lowering g = call.graph();
    boolean transposeA = flag(call, "transpose_a") || flag(call, "adjoint_a");
    boolean transposeB = flag(call, "transpose_b") || flag(call, "adjoint_b");
    if (integers(call, "x") && integers(call, "x2")) {
      throw call.refuse("a matrix product of integers does not go")
          .advise("cast to float32 before it");
    }
    Tensor a = call.floats();
    if (call.operand("x2") instanceof Operand.Numbers n
        && n.dims().length == 2
        && !transposeA
        && a.shape().rank() > 1) {
      Array kernel = Array.numbers(ElementType.FLOAT32, n.values(), n.dims());
      return Products.dense(g, a, transposeB ? kernel.transposed(1, 0) : kernel, null);
    }
    Tensor b = call.operand("x2").as(g, ElementType.FLOAT32);
    return vectors(g, a, b, transposeA, transposeB);
  }

  private static boolean flag(OperationCall call, String name) {
    return call.options().flag(name, false);
  }

  private static boolean integers(OperationCall call, String name) {
    return call.tensor(name).type() != ElementType.FLOAT32;
  }

  /** A vector is a row on the left and a column on the right. */
  private static Tensor vectors(
      Lowering g, Tensor a, Tensor b, boolean transposeA, boolean transposeB) {
    boolean row = a.shape().rank() == 1;
    boolean column = b.shape().rank() == 1;
    Tensor left = row ? Layout.expand(g, a, 0) : a;
    Tensor right = column ? Layout.expand(g, b, 1) : b;
    Tensor y = MatrixProduct.of(g, left, right, transposeA, transposeB);
    if (column) {
      y = Layout.squeeze(g, y, -1);
    }
    return row ? Layout.squeeze(g, y, Dims.axis(y.shape().rank(), column ? -1 : -2)) : y;
  }
}
