package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Convolutions; images have their channels last. */
public final class Convolution {
  private Convolution() {}

  /**
   * A convolution over two dimensions, grouped where the kernel has fewer channels than x.
   *
   * @param x {@code [n, h, w, in]}
   * @param kernel {@code [kh, kw, in / groups, out]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv2d(
      Lowering g, Tensor x, Array kernel, @Nullable Array bias, Window window) {
    Tensor in = causal(g, x, kernel, window);
    Attributes options = window(Attributes.of("Conv2DOptions"), window);
    Array weights = kernel.transposed(3, 0, 1, 2);
    int out = kernel.dim(3);
    Shape shape = spatial(Dims.with(in.shape(), 3, out), in, kernel, window);
    return g.add(
        "CONV_2D",
        options,
        ElementType.FLOAT32,
        shape,
        in,
        g.constant("kernel", weights),
        g.constant("bias", bias == null ? Array.filled(0, out) : bias));
  }

  /**
   * A convolution of each channel with kernels of its own.
   *
   * @param x {@code [n, h, w, in]}
   * @param kernel {@code [kh, kw, in, multiplier]}
   * @param bias {@code [in · multiplier]}, or null
   */
  public static Tensor depthwise2d(
      Lowering g, Tensor x, Array kernel, @Nullable Array bias, Window window) {
    Tensor in = causal(g, x, kernel, window);
    int out = kernel.dim(2) * kernel.dim(3);
    Attributes options =
        window(Attributes.of("DepthwiseConv2DOptions"), window)
            .with("depth_multiplier", kernel.dim(3));
    Array weights = kernel.reshaped(1, kernel.dim(0), kernel.dim(1), out);
    Shape shape = spatial(Dims.with(in.shape(), 3, out), in, kernel, window);
    return g.add(
        "DEPTHWISE_CONV_2D",
        options,
        ElementType.FLOAT32,
        shape,
        in,
        g.constant("kernel", weights),
        g.constant("bias", bias == null ? Array.filled(0, out) : bias));
  }

  private static Tensor causal(Lowering g, Tensor x, Array kernel, Window window) {
    if (window.padding() != Window.Padding.CAUSAL) {
      return x;
    }
    var before = new int[x.shape().rank()];
    for (int i = 0; i < window.strides().length; i++) {
      before[1 + i] = (kernel.dim(i) - 1) * window.dilations()[i];
    }
    return Layout.pad(g, x, before, new int[before.length], 0);
  }

  private static Shape spatial(Shape shape, Tensor in, Array kernel, Window window) {
    int[] strides = window.strides();
    Window padded =
        window.padding() == Window.Padding.CAUSAL
            ? new Window(strides, window.dilations(), Window.Padding.VALID)
            : window;
    Shape result = shape;
    for (int i = 0; i < strides.length; i++) {
      result = Dims.with(result, 1 + i, padded.size(i, in.shape().dim(1 + i), kernel.dim(i)));
    }
    return result;
  }

  private static Attributes window(Attributes options, Window window) {
    boolean same = window.padding() == Window.Padding.SAME;
    int[] d = window.dilations();
    Attributes o =
        options
            .with("padding", same ? null : "VALID")
            .with("stride_h", window.strides()[0])
            .with("stride_w", window.strides()[1]);
    return Arrays.equals(d, new int[] {1, 1})
        ? o
        : o.with("dilation_h_factor", d[0]).with("dilation_w_factor", d[1]);
  }
}
