package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Dims;
import dev.octet.lower.Normalization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Batch normalization, by the statistics that training found. */
final class BatchNormalizationLayers {
  private static final double EPSILON = 1e-3;

  /** The names that the class has had. */
  private static final List<String> TYPES =
      List.of(
          "BatchNormalization",
          "BatchNormalizationV1",
          "BatchNormalizationV2",
          "SyncBatchNormalization");

  /** What only training changes and reads. */
  private static final List<String> RENORM =
      List.of("moving_stddev", "renorm_mean", "renorm_stddev");

  private BatchNormalizationLayers() {}

  static void addTo(LayerTable table) {
    TYPES.forEach(type -> table.add(type, Masks.PASS, BatchNormalizationLayers::batch));
  }

  private static Tensor batch(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    if (config.has("virtual_batch_size")) {
      throw call.unsupported("it has a virtual_batch_size, with which Keras writes a wrong axis")
          .advise("build the same model without it, and give it the weights of this one");
    }
    int[] axes = axes(config, x.shape());
    int[] dims = dims(x.shape(), axes);
    Variables v = call.variables(names(config).toArray(String[]::new));
    return Normalization.batch(
        call.graph(),
        x,
        axes,
        v.find("gamma", dims),
        v.find("beta", dims),
        v.get("moving_mean", dims),
        v.get("moving_variance", dims),
        config.real("epsilon", EPSILON));
  }

  private static List<String> names(Config config) {
    var names = new ArrayList<String>();
    if (config.flag("scale", true)) {
      names.add("gamma");
    }
    if (config.flag("center", true)) {
      names.add("beta");
    }
    names.add("moving_mean");
    names.add("moving_variance");
    if (config.flag("renorm", false)) {
      names.addAll(RENORM);
    }
    return names;
  }

  private static int[] axes(Config config, Shape shape) {
    int[] axes = config.has("axis") ? config.integers("axis") : new int[] {-1};
    return Dims.sorted(shape, axes);
  }

  /** One dimension for one axis, else as many as x has. */
  private static int[] dims(Shape shape, int[] axes) {
    return axes.length == 1 ? new int[] {shape.dim(axes[0])} : Dims.only(shape, axes);
  }
}
