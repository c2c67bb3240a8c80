package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.Normalization;
import dev.octet.model.Tensor;
import java.util.ArrayList;

/** Normalizations. */
final class NormalizationLayers {
  private NormalizationLayers() {}

  static void addTo(LayerTable table) {
    table.add("BatchNormalization", Masks.PASS, NormalizationLayers::batch);
    table.add("LayerNormalization", Masks.PASS, NormalizationLayers::layer);
  }

  private static Tensor batch(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    var names = new ArrayList<String>();
    if (config.flag("scale", true)) {
      names.add("gamma");
    }
    if (config.flag("center", true)) {
      names.add("beta");
    }
    names.add("moving_mean");
    names.add("moving_variance");
    Variables v = call.variables(names.toArray(String[]::new));
    int channels = x.shape().dim(-1);
    return Normalization.batch(
        call.graph(),
        x,
        v.find("gamma", channels),
        v.find("beta", channels),
        v.get("moving_mean", channels),
        v.get("moving_variance", channels),
        config.real("epsilon", 1e-3));
  }

  private static Tensor layer(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    var names = new ArrayList<String>();
    if (config.flag("scale", true)) {
      names.add("gamma");
    }
    if (config.flag("center", true)) {
      names.add("beta");
    }
    Variables v = call.variables(names.toArray(String[]::new));
    int channels = x.shape().dim(-1);
    Array gamma = v.find("gamma", channels);
    return Normalization.layer(
        call.graph(), x, gamma, v.find("beta", channels), config.real("epsilon", 1e-3));
  }
}
