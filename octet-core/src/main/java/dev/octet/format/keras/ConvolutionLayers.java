package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Array;
import dev.octet.lower.Convolution;
import dev.octet.lower.Window;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;

/** Convolutions. */
final class ConvolutionLayers {
  private static final String DEPTHWISE = "depthwise_kernel";
  private static final String POINTWISE = "pointwise_kernel";

  private ConvolutionLayers() {}

  static void addTo(LayerTable table) {
    for (int n = 1; n <= 3; n++) {
      int dimensions = n;
      for (String name : List.of("Conv%dD", "Convolution%dD")) {
        table.add(name.formatted(n), Masks.DROP, c -> conv(c, dimensions));
      }
    }
    for (int n = 1; n <= 2; n++) {
      int dimensions = n;
      table.add("DepthwiseConv%dD".formatted(n), Masks.DROP, c -> depthwise(c, dimensions));
      for (String name : List.of("SeparableConv%dD", "SeparableConvolution%dD")) {
        table.add(name.formatted(n), Masks.DROP, c -> separable(c, dimensions));
      }
    }
  }

  private static Tensor conv(LayerCall call, int n) {
    Config config = call.config();
    int filters = config.integer("filters");
    int groups = config.integer("groups", 1);
    Variables v = call.kernelAndBias();
    Array bias = v.find("bias", filters);
    Window window = Windows.of(config, n);
    Tensor y =
        DataFormat.channelsLast(
            call,
            call.input(),
            x -> {
              int[] shape = kernel(config, n, x.shape().dim(-1) / groups, filters);
              return Convolution.conv(call.graph(), x, v.get("kernel", shape), bias, window);
            });
    return Activations.after(call, y);
  }

  private static Tensor depthwise(LayerCall call, int n) {
    Config config = call.config();
    int multiplier = config.integer("depth_multiplier", 1);
    Variables v = call.variablesAndBias(DEPTHWISE);
    Window window = Windows.of(config, n);
    Tensor y =
        DataFormat.channelsLast(
            call,
            call.input(),
            x -> {
              int in = x.shape().dim(-1);
              Array kernel = v.get(DEPTHWISE, kernel(config, n, in, multiplier));
              Array bias = v.find("bias", in * multiplier);
              return Convolution.depthwise(call.graph(), x, kernel, bias, window);
            });
    return Activations.after(call, y);
  }

  private static Tensor separable(LayerCall call, int n) {
    Config config = call.config();
    int filters = config.integer("filters");
    int multiplier = config.integer("depth_multiplier", 1);
    Variables v = call.variablesAndBias(DEPTHWISE, POINTWISE);
    Array bias = v.find("bias", filters);
    Window window = Windows.of(config, n);
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    Tensor y =
        DataFormat.channelsLast(
            call,
            call.input(),
            x -> {
              int in = x.shape().dim(-1);
              Array each = v.get(DEPTHWISE, kernel(config, n, in, multiplier));
              Array across = v.get(POINTWISE, shape(ones, in * multiplier, filters));
              return Convolution.separable(call.graph(), x, each, across, bias, window);
            });
    return Activations.after(call, y);
  }

  private static int[] kernel(Config config, int n, int first, int second) {
    return shape(config.integers("kernel_size", n, 1), first, second);
  }

  /** The shape of a kernel: its size, and two numbers of channels. */
  static int[] shape(int[] size, int first, int second) {
    int[] shape = Arrays.copyOf(size, size.length + 2);
    shape[size.length] = first;
    shape[size.length + 1] = second;
    return shape;
  }
}
