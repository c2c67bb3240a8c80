package dev.octet.format.keras;

import dev.octet.lower.Window;
import dev.octet.lower.Window.Padding;
import java.util.Locale;

/** How kernels and pools move, as configurations say it. */
final class Windows {
  private Windows() {}

  /** The window of a convolution over {@code n} dimensions. */
  static Window of(Config config, int n) {
    int[] strides = config.integers("strides", n, 1);
    Window window = new Window(strides, config.integers("dilation_rate", n, 1), padding(config));
    if (window.padding() == Padding.CAUSAL && n > 1) {
      throw Config.malformed("causal padding is for sequences");
    }
    return window;
  }

  /** The window of a pool over {@code n} dimensions, which moves by its size if not told else. */
  static Window ofPool(Config config, int n, int[] size) {
    int[] strides = config.has("strides") ? config.integers("strides", n, 1) : size;
    Padding padding = padding(config);
    if (padding == Padding.CAUSAL) {
      throw Config.malformed("a pool cannot have padding 'causal'");
    }
    return new Window(strides, config.integers("dilation_rate", n, 1), padding);
  }

  private static Padding padding(Config config) {
    String name = config.text("padding", "valid").toLowerCase(Locale.ROOT);
    return switch (name) {
      case "valid" -> Padding.VALID;
      case "same" -> Padding.SAME;
      case "causal" -> Padding.CAUSAL;
      default -> throw Config.malformed("there is no padding '%s'".formatted(name));
    };
  }
}
