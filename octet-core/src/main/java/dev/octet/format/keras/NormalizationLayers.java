package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Normalization;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Normalizations by what a layer gets, not by what training found: those of whole layers. */
final class NormalizationLayers {
  private static final double EPSILON = 1e-3;
  private static final double RMS_EPSILON = 1e-6;

  private NormalizationLayers() {}

  static void addTo(LayerTable table) {
    table.add("LayerNormalization", Masks.PASS, NormalizationLayers::layer);
    table.add("GroupNormalization", Masks.PASS, NormalizationLayers::group);
    table.add("UnitNormalization", Masks.PASS, NormalizationLayers::unit);
    table.add("RMSNormalization", Masks.PASS, NormalizationLayers::rms);
    table.add("SpectralNormalization", Masks.PASS, NormalizationLayers::spectral);
  }

  private static Tensor layer(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    boolean byDeviation = config.flag("rms_scaling", false);
    boolean scale = byDeviation || config.flag("scale", true);
    boolean center = !byDeviation && config.flag("center", true);
    int[] axes = axes(call);
    int[] dims = sizes(x, axes);
    Variables v = call.scaleAndCenter(scale, center);
    double epsilon = config.real("epsilon", EPSILON);
    return byDeviation
        ? Normalization.deviation(call.graph(), x, axes, v.find("gamma", dims), epsilon)
        : Normalization.layer(
            call.graph(), x, axes, v.find("gamma", dims), v.find("beta", dims), epsilon);
  }

  private static Tensor group(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    if (!call.isKeras3() && (call.tensor(1, "mask").isPresent() || call.layers().isMasked(x))) {
      throw call.unsupported("its result depends on the mask of its input")
          .advise("LiteRT has no masks: leave out Masking or mask_zero=True and train again");
    }
    int axis = config.integer("axis", -1);
    int size = x.shape().dim(axis);
    int groups = config.integer("groups", 32);
    Variables v = call.scaleAndCenter(config.flag("scale", true), config.flag("center", true));
    return Normalization.group(
        call.graph(),
        x,
        axis,
        groups == -1 ? size : groups,
        v.find("gamma", size),
        v.find("beta", size),
        config.real("epsilon", EPSILON));
  }

  private static Tensor unit(LayerCall call) {
    return Normalization.unit(call.graph(), call.input(), axes(call));
  }

  private static Tensor rms(LayerCall call) {
    Tensor x = call.input();
    int[] axes = axes(call);
    Variables v = call.variables("scale");
    return Normalization.rms(
        call.graph(),
        x,
        axes,
        v.get("scale", sizes(x, axes)),
        call.config().real("epsilon", RMS_EPSILON));
  }

  /**
   * Training leaves the kernel normalized; what remains is the layer within. Its kernel counts as a
   * variable of this layer, too.
   */
  private static Tensor spectral(LayerCall call) {
    Config config =
        call.config()
            .object("layer")
            .orElseThrow(() -> Config.malformed("its configuration has no \"layer\""));
    LayerSpec inner = LayerSpec.of(config.json());
    call.variables(inner.type().equals("Embedding") ? "embeddings" : "kernel", "vector_u");
    return call.inner(inner, "layer", call.input());
  }

  /** The axes as they are the dimensions of the weights; Keras 3 sorts them as they are given. */
  private static int[] axes(LayerCall call) {
    int[] axes = call.config().has("axis") ? call.config().integers("axis") : new int[] {-1};
    if (call.isKeras3()) {
      Arrays.sort(axes);
    }
    return axes;
  }

  private static int[] sizes(Tensor x, int[] axes) {
    return Arrays.stream(axes).map(x.shape()::dim).toArray();
  }
}
