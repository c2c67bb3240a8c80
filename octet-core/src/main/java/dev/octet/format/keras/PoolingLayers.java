package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Pooling;
import dev.octet.lower.Reduction;
import dev.octet.model.Tensor;

/** Pools. */
final class PoolingLayers {
  private PoolingLayers() {}

  static void addTo(LayerTable table) {
    table.add("MaxPooling2D", Masks.DROP, c -> pool2d(c, Pooling::max2d));
    table.add("AveragePooling2D", Masks.DROP, c -> pool2d(c, Pooling::average2d));
    table.add("GlobalAveragePooling1D", Masks.USE, c -> mean(c, 1));
    table.add("GlobalAveragePooling2D", Masks.DROP, c -> mean(c, 1, 2));
  }

  @FunctionalInterface
  private interface Pool {
    Tensor of(dev.octet.lower.Lowering g, Tensor x, int[] size, dev.octet.lower.Window window);
  }

  private static Tensor pool2d(LayerCall call, Pool pool) {
    int[] size = call.config().integers("pool_size", 2, 2);
    return pool.of(call.graph(), call.input(), size, Windows.ofPool(call.config(), 2, size));
  }

  private static Tensor mean(LayerCall call, int... axes) {
    return Reduction.mean(call.graph(), call.input(), call.config().flag("keepdims", false), axes);
  }
}
