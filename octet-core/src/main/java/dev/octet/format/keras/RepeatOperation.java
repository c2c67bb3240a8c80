package dev.octet.format.keras;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.Tensor;
import java.util.stream.IntStream;

/** Each element several times in a row. */
final class RepeatOperation {
  private RepeatOperation() {}

  static Tensor lower(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor("x");
    if (!call.has("axis")) {
      x = Layout.reshape(g, x, CumulativeSum.flat(x.shape()));
    }
    int axis = Dims.axis(x.shape(), call.options().integer("axis", 0));
    if (x.shape().isDynamic(axis)) {
      throw new IllegalArgumentException("the batch is repeated");
    }
    int size = x.shape().dim(axis);
    int[] repeats = call.options().integers("repeats");
    if (repeats.length != 1 && repeats.length != size) {
      throw new IllegalArgumentException(
          "%d numbers of repeats for %d elements".formatted(repeats.length, size));
    }
    int[] indices =
        IntStream.range(0, size)
            .flatMap(i -> IntStream.range(0, repeats[repeats.length == 1 ? 0 : i]).map(_ -> i))
            .toArray();
    return Selection.gather(g, x, g.constant("const", Array.integers(indices)), axis, 0);
  }
}
