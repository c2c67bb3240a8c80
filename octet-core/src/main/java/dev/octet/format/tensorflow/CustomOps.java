package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.OpDef;
import dev.octet.format.tensorflow.graph.OpDefs;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ops that LiteRT does not have, kept under their own names for runtimes that have them.
 *
 * @param allowed whether they are kept
 * @param defs what the file says of ops; empty where it does not
 */
record CustomOps(boolean allowed, Map<String, OpDef> defs) {
  /** Copies the map. */
  CustomOps {
    defs = Map.copyOf(defs);
  }

  /** A custom op that is called as TensorFlow's op is, and has its attributes. */
  List<Value> lower(OpCall call) {
    NodeDef node = call.node();
    List<Dimensions> shapes = call.attrs().shapes("_output_shapes");
    var results = new ArrayList<Tensor>();
    for (DataType type : types(call, shapes.size())) {
      if (type == DataType.UNKNOWN) {
        throw call.refuse("nothing says which types its results have");
      }
      int at = results.size();
      Shape shape = at < shapes.size() ? shape(shapes.get(at)) : Shape.unranked();
      results.add(call.graph().result("", type.computed(), shape));
    }
    List<Tensor> inputs = call.ofAnyShape();
    return call
        .graph()
        .add(
            Operation.custom(node.op(), CustomOptions.of(node.attrs())),
            List.copyOf(inputs),
            results)
        .stream()
        .map(t -> (Value) new Value.Of(t))
        .toList();
  }

  /** The types of all results; of an op that nobody defines, what the attributes tell. */
  private List<DataType> types(OpCall call, int shapes) {
    NodeDef node = call.node();
    Optional<OpDef> def = Optional.ofNullable(defs.get(node.op())).or(() -> OpDefs.find(node.op()));
    if (def.isPresent()) {
      return def.get().types(node);
    }
    int count = Math.max(shapes, Math.max(1, call.asked().length()));
    DataType only = node.attrs().type("T", node.attrs().type("dtype", DataType.UNKNOWN));
    return count == 1 ? List.of(only) : Collections.nCopies(count, DataType.UNKNOWN);
  }

  private static Shape shape(Dimensions said) {
    if (!said.ranked()) {
      return Shape.unranked();
    }
    int[] signature = said.toArray();
    return Shape.of(Arrays.stream(signature).map(s -> s < 0 ? 1 : s).toArray(), signature);
  }
}
