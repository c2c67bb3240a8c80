package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where elements are, which ones there are, and several sources put together by places. */
final class PlaceOps {
  private PlaceOps() {}

  static void addTo(OpTable t) {
    t.add("Where", PlaceOps::where);
    t.addAll("Unique", PlaceOps::unique);
    t.addAll("UniqueV2", PlaceOps::uniqueAlong);
    t.add("DynamicStitch ParallelDynamicStitch", PlaceOps::stitch);
    t.add("Bucketize", PlaceOps::bucketize);
    t.add("Bitcast", PlaceOps::bitcast);
  }

  private static Tensor where(OpCall call) {
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    call.program().countValues();
    Shape shape = Shape.of(new int[] {1, rank}, new int[] {-1, rank});
    Attributes options = Attributes.of("WhereOptions");
    return call.graph().add("WHERE", options, ElementType.INT64, shape, x);
  }

  private static List<Tensor> unique(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    ElementType type = call.type("out_idx", DataType.INT32);
    call.program().countValues();
    return g.add(
        "UNIQUE",
        Attributes.of("UniqueOptions").with("idx_out_type", type.name()),
        List.of(x),
        g.result("unique", x.type(), Sizes.unknown(1)),
        g.result("unique", type, x.shape()));
  }

  private static List<Tensor> uniqueAlong(OpCall call) {
    int[] axes = call.integers(1, "the axis");
    if (call.tensor(0).shape().rank() != 1 || axes.length > 1) {
      throw call.refuse("LiteRT has the unique elements of a vector only")
          .advise("reshape to a vector before it");
    }
    return unique(call);
  }

  /** All rows behind each other, and then each from its last source. */
  private static Tensor stitch(OpCall call) {
    Lowering g = call.graph();
    int n = call.count() / 2;
    Shape like = call.tensor(n).shape();
    int[] row = Arrays.copyOfRange(like.dims(), call.tensor(0).shape().rank(), like.rank());
    var sources = new ArrayList<Integer>();
    var parts = new ArrayList<Tensor>();
    int taken = 0;
    for (int k = 0; k < n; k++) {
      int[] indices = call.integers(k, "where the parts go");
      for (int index : indices) {
        Sizes.bounded(call, index);
        while (sources.size() <= index) {
          sources.add(-1);
        }
        sources.set(index, taken++);
      }
      if (indices.length > 0) {
        int[] dims = Arrays.copyOf(new int[] {indices.length}, row.length + 1);
        System.arraycopy(row, 0, dims, 1, row.length);
        parts.add(Layout.reshape(g, call.tensor(n + k), Shape.of(dims)));
      }
    }
    if (sources.contains(-1)) {
      throw call.refuse("it leaves elements open").advise("give a part for each index");
    }
    int[] order = sources.stream().mapToInt(s -> s).toArray();
    return Selection.gather(g, Layout.concat(g, parts, 0), order, 0);
  }

  private static Tensor bucketize(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    ElementType wide = Arithmetic.widened(x.type());
    Attributes options =
        Attributes.of("BucketizeOptions")
            .with(
                "boundaries",
                call.attrs().reals("boundaries").stream().map(v -> (double) v).toList());
    Tensor in = Arithmetic.cast(g, x, wide);
    return g.add("BUCKETIZE", options, ElementType.INT32, x.shape(), in);
  }

  /** A narrower type makes a dimension more, a wider one takes the last. */
  private static Tensor bitcast(OpCall call) {
    Tensor x = call.tensor(0);
    ElementType type = call.attrs().type("type", DataType.FLOAT).stored();
    ElementType in = call.attrs().type("T", DataType.FLOAT).stored();
    if (type != call.type("type", DataType.FLOAT) || in != x.type()) {
      throw call.refuse("LiteRT computes %s with 32 bits".formatted(type.text()))
          .advise("take float32 and int32");
    }
    return call.graph().add("BITCAST", Attributes.of("BitcastOptions"), type, recast(x, type), x);
  }

  private static Shape recast(Tensor x, ElementType type) {
    Shape shape = x.shape();
    if (type.bits() == x.type().bits()) {
      return shape;
    }
    return type.bits() < x.type().bits()
        ? Dims.insert(shape, shape.rank(), x.type().bits() / type.bits())
        : Dims.remove(shape, -1);
  }
}
