package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.Convolution;
import dev.octet.lower.Window;
import dev.octet.model.Tensor;

/** Convolutions. */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static void addTo(LayerTable table) {
    table.add("Conv2D", Masks.DROP, ConvolutionLayers::conv2d);
    table.add("DepthwiseConv2D", Masks.DROP, ConvolutionLayers::depthwise2d);
  }

  private static Tensor conv2d(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    int filters = config.integer("filters");
    int[] size = config.integers("kernel_size", 2, 1);
    Variables v = call.kernelAndBias();
    int in = x.shape().dim(-1) / config.integer("groups", 1);
    Array kernel = v.get("kernel", size[0], size[1], in, filters);
    Tensor y =
        Convolution.conv2d(call.graph(), x, kernel, v.find("bias", filters), Windows.of(config, 2));
    return Activations.after(call, y);
  }

  private static Tensor depthwise2d(LayerCall call) {
    Config config = call.config();
    Tensor x = call.input();
    int[] size = config.integers("kernel_size", 2, 1);
    int in = x.shape().dim(-1);
    int multiplier = config.integer("depth_multiplier", 1);
    boolean bias = config.flag("use_bias", true);
    String kernelName = "depthwise_kernel";
    Variables v = bias ? call.variables(kernelName, "bias") : call.variables(kernelName);
    Array kernel = v.get(kernelName, size[0], size[1], in, multiplier);
    Window window = Windows.of(config, 2);
    Tensor y =
        Convolution.depthwise2d(call.graph(), x, kernel, v.find("bias", in * multiplier), window);
    return Activations.after(call, y);
  }
}
