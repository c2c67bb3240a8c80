package dev.octet.format.tensorflow;

import dev.octet.lower.MatrixProduct;
import dev.octet.model.Tensor;

/** Products of matrices. */
final class ProductOps {
  private ProductOps() {}

  static void addTo(OpTable t) {
    t.add("MatMul", ProductOps::matMul);
  }

  private static Tensor matMul(OpCall call) {
    return MatrixProduct.of(
        call.graph(),
        call.tensor(0),
        call.tensor(1),
        call.attrs().flag("transpose_a", false),
        call.attrs().flag("transpose_b", false));
  }
}
