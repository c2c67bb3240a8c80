package dev.octet.lower;

import dev.octet.lower.Window.Padding;
import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions; images have their channels last. */
public final class Convolution {
  private Convolution() {}

  /**
   * A convolution over one to three dimensions, grouped where the kernel has fewer channels than x.
   *
   * @param x {@code [n, spatial..., in]}
   * @param kernel {@code [spatial..., in / groups, out]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window) {
    return switch (window.dimensions()) {
      case 1 -> Layout.in2d(g, x, i -> conv2d(g, i, kernel.expanded(0), bias, window.in2d()));
      case 2 -> conv2d(g, x, kernel, bias, window);
      default -> conv3d(g, x, kernel, bias, window);
    };
  }

  /**
   * A convolution of each channel with kernels of its own, over one or two dimensions.
   *
   * @param x {@code [n, spatial..., in]}
   * @param kernel {@code [spatial..., in, multiplier]}
   * @param bias {@code [in · multiplier]}, or null
   */
  public static Tensor depthwise(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window) {
    return window.dimensions() == 1
        ? Layout.in2d(g, x, i -> depthwise2d(g, i, kernel.expanded(0), bias, window.in2d()))
        : depthwise2d(g, x, kernel, bias, window);
  }

  /**
   * A convolution of each channel, and then one over the channels.
   *
   * @param x {@code [n, spatial..., in]}
   * @param depthwise {@code [spatial..., in, multiplier]}
   * @param pointwise {@code [1..., in · multiplier, out]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor separable(
      Lowering g,
      Tensor x,
      Weights depthwise,
      Weights pointwise,
      @Nullable Array bias,
      Window window) {
    if (window.dimensions() == 1) {
      return Layout.in2d(
          g,
          x,
          i -> separable(g, i, depthwise.expanded(0), pointwise.expanded(0), bias, window.in2d()));
    }
    Tensor each = depthwise2d(g, x, depthwise, null, window);
    return conv2d(g, each, pointwise, bias, Window.pointwise(2));
  }

  /** {@link #conv} over two dimensions: {@code [n, h, w, in]} and {@code [kh, kw, in, out]}. */
  public static Tensor conv2d(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window) {
    int out = kernel.dim(3);
    int groups = groups(x, kernel);
    if (groups > 1 && kernel.dim(2) == 1) {
      Weights each = kernel.reshaped(kernel.dim(0), kernel.dim(1), groups, out / groups);
      return depthwise2d(g, x, each, bias, window);
    }
    Tensor in = causal(g, x, kernel, window);
    return g.add(
        "CONV_2D",
        options(Attributes.of("Conv2DOptions"), window),
        shape(x, kernel, out, window),
        in,
        kernel.transposed(3, 0, 1, 2).in(g, "kernel"),
        bias(g, bias, out));
  }

  /** {@link #depthwise} over two dimensions: {@code [n, h, w, in]} and {@code [kh, kw, in, m]}. */
  public static Tensor depthwise2d(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window) {
    Tensor in = causal(g, x, kernel, window);
    int out = kernel.dim(2) * kernel.dim(3);
    Attributes options = options(Attributes.of("DepthwiseConv2DOptions"), window);
    return g.add(
        "DEPTHWISE_CONV_2D",
        options.with("depth_multiplier", kernel.dim(3)),
        shape(x, kernel, out, window),
        in,
        kernel.reshaped(1, kernel.dim(0), kernel.dim(1), out).in(g, "kernel"),
        bias(g, bias, out));
  }

  /** LiteRT's kernel knows no groups, and its weights are in the order of ours. */
  private static Tensor conv3d(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window) {
    int groups = groups(x, kernel);
    if (groups > 1) {
      return grouped3d(g, x, kernel, bias, window, groups);
    }
    Tensor in = causal(g, x, kernel, window);
    int out = kernel.dim(4);
    Attributes options = options(Attributes.of("Conv3DOptions"), window);
    Shape shape = shape(x, kernel, out, window);
    Tensor weights = kernel.in(g, "kernel");
    return bias == null
        ? g.add("CONV_3D", options, shape, in, weights)
        : g.add("CONV_3D", options, shape, in, weights, g.constant("bias", bias));
  }

  private static Tensor grouped3d(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window, int groups) {
    int in = kernel.dim(3);
    int out = kernel.dim(4) / groups;
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      Tensor part = Layout.slice(g, x, -1, i * in, in);
      Array shift = bias == null ? null : bias.slice(0, i * out, out);
      parts.add(conv3d(g, part, kernel.slice(4, i * out, out), shift, window));
    }
    return Layout.concat(g, parts, -1);
  }

  private static int groups(Tensor x, Weights kernel) {
    int in = x.shape().dim(-1);
    int part = kernel.dim(-2);
    if (in % part != 0 || kernel.dim(-1) % (in / part) != 0) {
      throw new IllegalArgumentException(
          "%d channels do not go into groups of a kernel of shape %s"
              .formatted(in, kernel.shape()));
    }
    return in / part;
  }

  private static Tensor bias(Lowering g, @Nullable Array bias, int out) {
    return g.constant("bias", bias == null ? Array.filled(0, out) : bias);
  }

  private static Tensor causal(Lowering g, Tensor x, Weights kernel, Window window) {
    if (window.padding() != Padding.CAUSAL) {
      return x;
    }
    var before = new int[x.shape().rank()];
    for (int i = 0; i < window.dimensions(); i++) {
      before[1 + i] = window.reach(i, kernel.dim(i)) - 1;
    }
    return Layout.pad(g, x, before, new int[before.length], 0);
  }

  private static Shape shape(Tensor x, Weights kernel, int out, Window window) {
    Shape result = Dims.with(x.shape(), -1, out);
    for (int i = 0; i < window.dimensions(); i++) {
      result = Dims.with(result, 1 + i, window.size(i, x.shape().dim(1 + i), kernel.dim(i)));
    }
    return result;
  }

  /** How the window is written down in the options of all convolutions. */
  static Attributes options(Attributes options, Window window) {
    String dimensions = "dhw".substring(3 - window.dimensions());
    boolean same = window.padding() == Padding.SAME;
    Attributes o = options.with("padding", same ? null : "VALID");
    for (int i = 0; i < window.dimensions(); i++) {
      int dilation = window.dilations()[i];
      o = o.with("stride_" + dimensions.charAt(i), window.strides()[i]);
      if (window.isDilated()) {
        String field = "dilation_%c_factor".formatted(dimensions.charAt(i));
        o = o.with(field, dilation == 1 ? null : (Object) dilation);
      }
    }
    return o;
  }
}
