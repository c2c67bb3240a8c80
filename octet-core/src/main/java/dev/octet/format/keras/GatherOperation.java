package dev.octet.format.keras;

import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Elements at indices. */
final class GatherOperation {
  private GatherOperation() {}

  /** As Keras 3 does it: indices may count from the end. */
  static Tensor take(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    if (!call.has("axis")) {
      x = Layout.reshape(g, x, CumulativeSum.flat(x.shape()));
    }
    int axis = Dims.axis(x.shape(), call.options().integer("axis", 0));
    int size = x.shape().dim(axis);
    if (x.shape().isDynamic(axis)) {
      throw new IllegalArgumentException("elements are taken along the batch");
    }
    return Selection.gather(g, x, indices(call, size), axis, 0);
  }

  private static Tensor indices(OperationCall call, int size) {
    Lowering g = call.graph();
    return switch (call.operand("indices")) {
      case Operand.Numbers n ->
          g.constant(
              "const",
              Array.numbers(
                  ElementType.INT32,
                  Arrays.stream(n.values()).map(v -> inBounds(v, size)).toArray(),
                  n.dims()));
      case Operand.Of(Tensor tensor) -> {
        Tensor index = Arithmetic.cast(g, tensor, index(tensor));
        yield Arithmetic.binary(
            g, "FLOOR_MOD", "FloorModOptions", index, g.scalar(index.type(), size));
      }
    };
  }

  private static double inBounds(double index, int size) {
    double positive = index < 0 ? index + size : index;
    if (positive < 0 || positive >= size) {
      throw new IllegalArgumentException("index %d of %d".formatted((long) index, size));
    }
    return positive;
  }

  private static ElementType index(Tensor tensor) {
    return tensor.type() == ElementType.INT64 ? ElementType.INT64 : ElementType.INT32;
  }

  /** As TensorFlow does it. */
  static Tensor gather(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    Tensor given = call.tensor("indices");
    Tensor indices = Arithmetic.cast(g, given, index(given));
    int rank = indices.shape().rank();
    int batch = call.options().integer("batch_dims", 0);
    int batchDims = batch < 0 ? batch + rank : batch;
    int axis = call.options().integer("axis", batchDims);
    return Selection.gather(g, x, indices, axis, batchDims);
  }
}
