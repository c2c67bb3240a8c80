package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.TransposeConvolution;
import dev.octet.lower.Window;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/** Transposed convolutions. */
final class TransposedConvolutionLayers {
  private TransposedConvolutionLayers() {}

  static void addTo(LayerTable table) {
    for (int n = 1; n <= 3; n++) {
      int dimensions = n;
      for (String name : List.of("Conv%dDTranspose", "Convolution%dDTranspose")) {
        table.add(name.formatted(n), Masks.DROP, c -> conv(c, dimensions));
      }
    }
  }

  private static Tensor conv(LayerCall call, int n) {
    Config config = call.config();
    int filters = config.integer("filters");
    int[] size = config.integers("kernel_size", n, 1);
    Variables v = call.kernelAndBias();
    Array bias = v.find("bias", filters);
    Window window = Windows.of(config, n);
    if (window.padding() == Window.Padding.CAUSAL) {
      throw Config.malformed("a transposed convolution has no causal padding");
    }
    Tensor y =
        DataFormat.channelsLast(
            call,
            call.input(),
            x -> {
              int in = x.shape().dim(-1);
              Array kernel = v.get("kernel", ConvolutionLayers.shape(size, filters, in));
              int[] sizes = sizes(config, x.shape(), size, window);
              return TransposeConvolution.conv(call.graph(), x, kernel, bias, window, sizes);
            });
    return Activations.after(call, y);
  }

  /** (Source: Keras' {@code compute_conv_transpose_output_shape}.) */
  private static int[] sizes(Config config, Shape in, int[] kernel, Window window) {
    boolean same = window.padding() == Window.Padding.SAME;
    var sizes = new int[kernel.length];
    for (int i = 0; i < sizes.length; i++) {
      int stride = window.strides()[i];
      int reach = (kernel[i] - 1) * window.dilations()[i] + 1;
      int inner = Math.multiplyExact(in.dim(1 + i) - 1, stride);
      int least = inner + (same ? reach % 2 : reach);
      if (config.has("output_padding")) {
        sizes[i] = least + config.integers("output_padding", sizes.length, 0)[i];
      } else {
        sizes[i] = same ? inner + stride : inner + Math.max(reach, stride);
      }
    }
    return sizes;
  }
}
