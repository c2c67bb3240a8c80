package dev.octet.format.tensorflow;

import dev.octet.lower.Lowering;
import dev.octet.lower.Pooling;
import dev.octet.lower.Pooling.Kind;
import dev.octet.lower.Window;
import dev.octet.model.Tensor;

/** Pools over windows. */
final class PoolingOps {
  private PoolingOps() {}

  static void addTo(OpTable t) {
    t.add("MaxPool", call -> pool(call, Kind.MAX, 4));
    t.add("AvgPool", call -> pool(call, Kind.AVERAGE, 4));
    t.add("MaxPool3D", call -> pool(call, Kind.MAX, 5));
    t.add("AvgPool3D", call -> pool(call, Kind.AVERAGE, 5));
    t.add("MaxPoolV2", PoolingOps::withInputs);
    t.add("MaxPoolWithArgmax MaxPoolWithArgmaxV2", PoolingOps::withIndices);
  }

  private static Tensor pool(OpCall call, Kind kind, int rank) {
    ImageOp image = ImageOp.of(call, 0, rank);
    return pool(image, kind, image.spatial("ksize"), image.window());
  }

  private static Tensor withInputs(OpCall call) {
    ImageOp image = ImageOp.of(call, 0, 4);
    int[] size = image.spatial(call.integers(1, "the size of the window"), "ksize");
    int[] strides = image.spatial(call.integers(2, "the strides"), "strides");
    return pool(image, Kind.MAX, size, image.window(strides));
  }

  private static Tensor pool(ImageOp image, Kind kind, int[] size, Window window) {
    OpCall call = image.call();
    Tensor x = image.last(call.real(0));
    Lowering g = call.graph();
    return image.back(
        switch (kind) {
          case MAX -> Pooling.maximum(g, x, image.before(), image.after(), size, window);
          case AVERAGE -> Pooling.pool(g, kind, x, size, window);
        });
  }

  private static Tensor withIndices(OpCall call) {
    throw call.refuse("LiteRT has no pool that says where the largest values are")
        .advise("use tf.nn.max_pool2d, which gives the values alone");
  }
}
