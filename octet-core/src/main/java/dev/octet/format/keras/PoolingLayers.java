package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.AdaptivePooling;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Pooling;
import dev.octet.lower.Pooling.Kind;
import dev.octet.lower.Reduction;
import dev.octet.lower.Window;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Pools, over windows, over all of an image, and into as many values as one wants. */
final class PoolingLayers {
  private static final int MOST_DIMENSIONS = 3;

  private PoolingLayers() {}

  static void addTo(LayerTable table) {
    for (int i = 1; i <= MOST_DIMENSIONS; i++) {
      int n = i;
      String over = "Pooling" + n + "D";
      table.add("Max" + over, Masks.DROP, c -> windows(c, Kind.MAX, n));
      table.add("Average" + over, Masks.DROP, c -> windows(c, Kind.AVERAGE, n));
      table.add("GlobalMax" + over, Masks.DROP, c -> global(c, "REDUCE_MAX", n));
      Masks masks = n == 1 ? Masks.USE : Masks.DROP;
      table.add("GlobalAverage" + over, masks, c -> global(c, "MEAN", n));
      table.add("AdaptiveMax" + over, Masks.DROP, c -> adaptive(c, Kind.MAX, n));
      table.add("AdaptiveAverage" + over, Masks.DROP, c -> adaptive(c, Kind.AVERAGE, n));
    }
  }

  private static Tensor windows(LayerCall call, Kind kind, int n) {
    checkRank(call, n);
    int[] size = call.config().integers("pool_size", n, 2);
    Window window = Windows.ofPool(call.config(), n, size);
    return DataFormat.channelsLast(
        call, call.input(), x -> Pooling.pool(call.graph(), kind, x, size, window));
  }

  private static Tensor adaptive(LayerCall call, Kind kind, int n) {
    checkRank(call, n);
    int[] results = call.config().integers("output_size", n, 1);
    return DataFormat.channelsLast(
        call, call.input(), x -> AdaptivePooling.pool(call.graph(), kind, x, results));
  }

  private static Tensor global(LayerCall call, String reduction, int n) {
    checkRank(call, n);
    if (call.tensor(1, "mask").isPresent()) {
      throw call.unsupported("it is called with a mask")
          .advise("multiply by the mask before the layer, or leave the mask out");
    }
    Lowering g = call.graph();
    int[] axes = Dims.without(n + 2, 0, n + 1);
    boolean first = DataFormat.isFirst(call.config());
    boolean keep = call.config().flag("keepdims", false);
    Tensor y =
        DataFormat.channelsLast(
            call, call.input(), x -> Reduction.reduce(g, reduction, x, keep && !first, axes));
    return keep && first ? Layout.reshape(g, y, withOnes(y.shape(), n)) : y;
  }

  private static Shape withOnes(Shape shape, int n) {
    Shape result = shape;
    for (int i = 0; i < n; i++) {
      result = Dims.insert(result, result.rank(), 1);
    }
    return result;
  }

  private static void checkRank(LayerCall call, int n) {
    Shape shape = call.input().shape();
    if (shape.rank() != n + 2) {
      throw Config.malformed("its input has shape " + shape);
    }
  }
}
