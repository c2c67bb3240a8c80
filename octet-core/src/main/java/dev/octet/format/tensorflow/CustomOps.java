package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.lower.Dims;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Ops that LiteRT does not have, kept under their own names for runtimes that have them. */
final class CustomOps {
  private CustomOps() {}

  /** A custom op that is called as TensorFlow's op is. */
  static List<Value> lower(OpCall call) {
    List<Dimensions> shapes = call.attrs().shapes("_output_shapes");
    if (shapes.isEmpty() || !shapes.stream().allMatch(Dimensions::ranked)) {
      throw call.refuse("there is no rule for it, and its results have unknown shapes");
    }
    var results = new ArrayList<Tensor>();
    for (Dimensions said : shapes) {
      int[] sizes = said.sizes().stream().mapToInt(s -> Math.max(1, s)).toArray();
      Shape shape = Shape.of(sizes);
      for (int i = 0; i < sizes.length; i++) {
        shape = said.sizes().get(i) < 0 ? Dims.dynamic(shape, i, 1) : shape;
      }
      results.add(call.graph().result("", call.type("T", DataType.FLOAT), shape));
    }
    return call
        .graph()
        .add(
            Operation.custom(call.node().op(), MemorySegment.NULL),
            List.copyOf(call.tensors(0, call.count())),
            results)
        .stream()
        .map(t -> (Value) new Value.Of(t))
        .toList();
  }
}
