package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Elements at indices. */
final class GatherOps {
  private GatherOps() {}

  static void addTo(OpTable t) {
    t.add("Gather", call -> gather(call, call.tensor(0), 0));
    t.add("GatherV2", call -> gather(call, call.tensor(0), call.integer(2, "the axis")));
    t.add("ResourceGather", GatherOps::look);
    t.add("GatherNd", call -> gatherNd(call, call.tensor(0)));
    t.add("ResourceGatherNd", call -> gatherNd(call, variable(call)));
  }

  /** The value of the variable that a node reads. */
  private static Tensor variable(OpCall call) {
    return switch (call.value(0)) {
      case Value.Handle(NodeDef variable) ->
          call.graph().constant("", call.program().variable(variable));
      case Value.Of(Tensor tensor) -> tensor;
      case Value.Texts _, Value.Items _, Value.Refused _ ->
          throw call.refuse("it reads what is no variable");
    };
  }

  /** Behind the dimensions that both share, which is where the variable's rows are. */
  private static Tensor look(OpCall call) {
    return gather(call, variable(call), call.attrs().integer("batch_dims", 0));
  }

  private static Tensor gather(OpCall call, Tensor x, int axis) {
    Tensor indices = indices(call, 1);
    int batch = call.attrs().integer("batch_dims", 0);
    int batchDims = batch < 0 ? batch + indices.shape().rank() : batch;
    return Selection.gather(call.graph(), x, indices, axis, batchDims);
  }

  /** Indices as LiteRT takes them. */
  static Tensor indices(OpCall call, int input) {
    Tensor indices = call.tensor(input);
    ElementType type = indices.type() == ElementType.INT64 ? ElementType.INT64 : ElementType.INT32;
    return Arithmetic.cast(call.graph(), indices, type);
  }

  private static Tensor gatherNd(OpCall call, Tensor x) {
    Lowering g = call.graph();
    Tensor indices = indices(call, 1);
    int depth = indices.shape().dim(-1);
    int rank = indices.shape().rank();
    if (depth > x.shape().rank()) {
      throw new IllegalArgumentException("%d indices for %s".formatted(depth, x.shape()));
    }
    Shape places = Dims.range(indices.shape(), 0, rank - 1);
    Shape parts = Dims.range(x.shape(), depth, x.shape().rank());
    Attributes options = Attributes.of("GatherNdOptions");
    return g.add("GATHER_ND", options, Dims.concat(places, parts), x, indices);
  }
}
