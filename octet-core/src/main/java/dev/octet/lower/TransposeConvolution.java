package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.lower.Window.Padding;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Transposed convolutions: what convolutions do to gradients. Images have their channels last. */
public final class TransposeConvolution {
  private TransposeConvolution() {}

  /**
   * A transposed convolution over one to three dimensions.
   *
   * @param x {@code [n, spatial..., in]}
   * @param kernel {@code [spatial..., out, in]}
   * @param bias {@code [out]}, or null
   * @param window of the convolution that this is the gradient of
   * @param sizes the spatial dimensions of the result, from which that convolution makes those of x
   */
  public static Tensor conv(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window, int... sizes) {
    check(x, kernel, window, sizes);
    if (window.dimensions() == 1) {
      Weights flat = kernel.expanded(0);
      return Layout.in2d(g, x, i -> conv(g, i, flat, bias, window.in2d(), 1, sizes[0]));
    }
    if (window.isDilated()) {
      return dilated(g, x, kernel, bias, window, sizes);
    }
    return window.dimensions() == 2
        ? add(g, "TRANSPOSE_CONV", x, kernel.transposed(2, 0, 1, 3), kernel, bias, window, sizes)
        : conv3d(g, x, kernel, bias, window, sizes);
  }

  /**
   * The optimized kernel of LiteRT 2.20 is wrong where more is cut off before one dimension than
   * before another: then it cuts off nothing, and a SLICE does.
   */
  private static Tensor conv3d(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window, int[] sizes) {
    var before = new int[5];
    var after = new int[5];
    var whole = new int[3];
    for (int i = 0; i < 3; i++) {
      int all = (x.shape().dim(1 + i) - 1) * window.strides()[i] + kernel.dim(i);
      before[1 + i] = cut(x, kernel, window, sizes, i);
      whole[i] = Math.max(all, sizes[i] + before[1 + i]);
      after[1 + i] = whole[i] - before[1 + i] - sizes[i];
    }
    if (before[1] == before[2] && before[2] == before[3]) {
      return add(g, "CONV_3D_TRANSPOSE", x, kernel, kernel, bias, window, sizes);
    }
    Window valid = new Window(window.strides(), window.dilations(), Padding.VALID);
    Tensor y = add(g, "CONV_3D_TRANSPOSE", x, kernel, kernel, bias, valid, whole);
    return Layout.crop(g, y, before, after);
  }

  private static Tensor add(
      Lowering g,
      String op,
      Tensor x,
      Weights weights,
      Weights kernel,
      @Nullable Array bias,
      Window window,
      int[] sizes) {
    Shape shape = Dims.with(x.shape(), -1, kernel.dim(-2));
    for (int i = 0; i < sizes.length; i++) {
      shape = Dims.with(shape, 1 + i, sizes[i]);
    }
    List<@Nullable Tensor> in = new ArrayList<>();
    in.add(Layout.sizes(g, x, shape));
    in.add(weights.in(g, "kernel"));
    in.add(x);
    if (bias != null) {
      in.add(g.constant("bias", bias));
    }
    String options = sizes.length == 2 ? "TransposeConvOptions" : "Conv3DOptions";
    Tensor result = g.result("transpose_conv", ElementType.FLOAT32, shape);
    Attributes how = Convolution.options(Attributes.of(options), window);
    return g.add(op, how, in, result).getFirst();
  }

  /**
   * LiteRT's transposed kernels know no dilation, but one that moves by 1 is a convolution with the
   * kernel the other way round.
   */
  private static Tensor dilated(
      Lowering g, Tensor x, Weights kernel, @Nullable Array bias, Window window, int[] sizes) {
    if (Arrays.stream(window.strides()).anyMatch(s -> s != 1)) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL, "a transposed convolution has strides and a dilation")
          .advise("LiteRT has no kernel for both: use one of them");
    }
    int dimensions = window.dimensions();
    var before = new int[dimensions + 2];
    var after = new int[dimensions + 2];
    Weights turned = kernel;
    for (int i = 0; i < dimensions; i++) {
      int in = x.shape().dim(1 + i);
      int around = window.reach(i, kernel.dim(i)) - 1;
      int cut = cut(x, kernel, window, sizes, i);
      before[1 + i] = around - cut;
      after[1 + i] = sizes[i] + cut - in;
      turned = turned.reversed(i);
    }
    int[] order = Dims.axes(dimensions + 2);
    order[dimensions] = dimensions + 1;
    order[dimensions + 1] = dimensions;
    Tensor padded = Layout.pad(g, x, before, after, 0);
    Window plain = new Window(window.strides(), window.dilations(), Padding.VALID);
    return Convolution.conv(g, padded, turned.transposed(order), bias, plain);
  }

  /** How much of all that a kernel reaches does not count, before the first result. */
  private static int cut(Tensor x, Weights kernel, Window window, int[] sizes, int i) {
    int reached = (x.shape().dim(1 + i) - 1) * window.strides()[i] + window.reach(i, kernel.dim(i));
    return window.padding() == Padding.SAME ? Math.max(reached - sizes[i], 0) / 2 : 0;
  }

  /** LiteRT's kernels trust the sizes. */
  private static void check(Tensor x, Weights kernel, Window window, int[] sizes) {
    for (int i = 0; i < window.dimensions(); i++) {
      int from = window.size(i, sizes[i], kernel.dim(i));
      if (from != x.shape().dim(1 + i)) {
        throw new IllegalArgumentException(
            "a convolution makes %d of %d, not %d".formatted(from, sizes[i], x.shape().dim(1 + i)));
      }
    }
  }
}
