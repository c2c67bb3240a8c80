package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Upsampling;
import dev.octet.model.Tensor;
import java.util.Locale;

/** Layers that make images larger. */
final class UpsamplingLayers {
  private UpsamplingLayers() {}

  static void addTo(LayerTable table) {
    for (int n = 1; n <= 3; n++) {
      int dimensions = n;
      table.add("UpSampling%dD".formatted(n), Masks.DROP, c -> upsample(c, dimensions));
    }
  }

  private static Tensor upsample(LayerCall call, int n) {
    Config config = call.config();
    String way = config.text("interpolation", "nearest").toLowerCase(Locale.ROOT);
    int[] size = config.integers("size", n, 2);
    for (int factor : size) {
      if (factor < 1) {
        throw Config.malformed("\"size\" in its configuration starts at 1");
      }
    }
    boolean bilinear = way.equals("bilinear") && n == 2;
    if (!bilinear && !way.equals("nearest")) {
      throw call.unsupported("LiteRT has no interpolation '%s'".formatted(way))
          .advise("use nearest or bilinear");
    }
    return DataFormat.channelsLast(
        call,
        call.input(),
        x ->
            bilinear
                ? Upsampling.bilinear(call.graph(), x, size[0], size[1])
                : Upsampling.nearest(call.graph(), x, size));
  }
}
