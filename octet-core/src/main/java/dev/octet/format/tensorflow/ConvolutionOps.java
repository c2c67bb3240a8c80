package dev.octet.format.tensorflow;

import dev.octet.lower.Convolution;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.lower.TransposeConvolution;
import dev.octet.lower.Weights;
import dev.octet.lower.Window;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Convolutions, and what they do to gradients: transposed ones. */
final class ConvolutionOps {
  private ConvolutionOps() {}

  static void addTo(OpTable t) {
    t.add("Conv2D", call -> conv(call, 4));
    t.add("Conv3D", call -> conv(call, 5));
    t.add("Conv", ConvolutionOps::general);
    t.add("DepthwiseConv2dNative", ConvolutionOps::depthwise);
    t.add("Conv2DBackpropInput", call -> transposed(call, 4));
    t.add("Conv3DBackpropInputV2", call -> transposed(call, 5));
  }

  /** Of images {@code [n, spatial…, in]} and a kernel {@code [spatial…, in / groups, out]}. */
  static Tensor conv(OpCall call, int rank) {
    ImageOp image = ImageOp.of(call, 0, rank);
    return image.back(conv(image, image.last(call.real(0))));
  }

  private static Tensor conv(ImageOp image, Tensor x) {
    OpCall call = image.call();
    Tensor padded = Layout.pad(call.graph(), x, image.before(), image.after(), 0);
    Weights kernel = kernel(call, image.rank());
    return Convolution.conv(call.graph(), padded, kernel, null, image.window());
  }

  /** Of two or three dimensions behind any number of batches. */
  private static Tensor general(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.real(0);
    int batches = call.attrs().integer("batch_dims", 1);
    int rank = x.shape().rank() - batches + 1;
    if (batches < 1 || rank < 4 || rank > 5) {
      throw call.refuse("a convolution of shape %s does not go".formatted(x.shape()))
          .advise("use images, or volumes, with one dimension of samples");
    }
    ImageOp image = new ImageOp(call, rank, ImageOp.channelsFirst(call));
    Tensor one = Layout.reshape(g, x, Dims.merge(x.shape(), 0, batches));
    Tensor y = image.back(conv(image, image.last(one)));
    Shape behind = Dims.range(y.shape(), 1, rank);
    return Layout.reshape(g, y, Dims.concat(Dims.range(x.shape(), 0, batches), behind));
  }

  static Tensor depthwise(OpCall call) {
    ImageOp image = ImageOp.of(call, 0, 4);
    Weights kernel = kernel(call, 4);
    Tensor x = image.last(call.real(0));
    if (kernel.dim(2) != x.shape().dim(-1)) {
      throw new IllegalArgumentException(
          "a kernel of shape %s for %d channels".formatted(kernel.shape(), x.shape().dim(-1)));
    }
    Tensor padded = Layout.pad(call.graph(), x, image.before(), image.after(), 0);
    return image.back(Convolution.depthwise(call.graph(), padded, kernel, null, image.window()));
  }

  private static Weights kernel(OpCall call, int rank) {
    Weights kernel = Weights.of(call.graph(), call.real(1));
    Shape shape = kernel.shape();
    if (shape.rank() != rank || shape.isDynamic() || shape.elements() < 1) {
      throw new IllegalArgumentException("a kernel of shape " + shape);
    }
    return kernel;
  }

  /** Of {@code [n, spatial…, in]} and a kernel {@code [spatial…, out / groups, in]}. */
  private static Tensor transposed(OpCall call, int rank) {
    ImageOp image = ImageOp.of(call, 2, rank);
    Tensor x = image.last(call.real(2));
    Weights kernel = kernel(call, rank);
    List<Size> sizes = call.sizes(0, "the shape of its result");
    int[] before = image.before();
    int[] after = image.after();
    int[] whole = spatial(image, sizes);
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.addExact(whole[i], before[1 + i] + after[1 + i]);
    }
    Tensor y = grouped(call, x, kernel, image.window(), whole, groups(image, sizes, kernel));
    return image.back(Layout.crop(call.graph(), y, before, after));
  }

  private static int[] spatial(ImageOp image, List<Size> sizes) {
    int[] all = sizes.stream().mapToInt(Size::factor).toArray();
    int[] spatial = all.length == image.rank() - 2 ? all : image.picked(all);
    int from = all.length == spatial.length ? 0 : image.channelsFirst() ? 2 : 1;
    boolean open = sizes.subList(from, from + spatial.length).stream().anyMatch(Size::dynamic);
    if (open || Arrays.stream(spatial).anyMatch(s -> s < 1)) {
      throw image
          .call()
          .refuse("the size of its result is not known")
          .advise("use sizes that are known before the model runs");
    }
    return spatial;
  }

  private static int groups(ImageOp image, List<Size> sizes, Weights kernel) {
    if (sizes.size() != image.rank()) {
      return 1;
    }
    int out = sizes.get(image.channelsFirst() ? 1 : image.rank() - 1).factor();
    if (out < 1 || out % kernel.dim(-2) != 0 || kernel.dim(-1) % (out / kernel.dim(-2)) != 0) {
      throw new IllegalArgumentException(
          "a kernel of shape %s for %d channels".formatted(kernel.shape(), out));
    }
    return out / kernel.dim(-2);
  }

  /** LiteRT's transposed convolutions know no groups. */
  private static Tensor grouped(
      OpCall call, Tensor x, Weights kernel, Window window, int[] sizes, int groups) {
    Lowering g = call.graph();
    int in = kernel.dim(-1) / groups;
    if (x.shape().dim(-1) != in * groups) {
      throw new IllegalArgumentException(
          "a kernel of shape %s for %s".formatted(kernel.shape(), x.shape()));
    }
    if (groups == 1) {
      return TransposeConvolution.conv(g, x, kernel, null, window, sizes);
    }
    var parts = new ArrayList<Tensor>();
    for (int i = 0; i < groups; i++) {
      Tensor part = Layout.slice(g, x, -1, i * in, in);
      Weights of = kernel.slice(kernel.shape().rank() - 1, i * in, in);
      parts.add(TransposeConvolution.conv(g, part, of, null, window, sizes));
    }
    return Layout.concat(g, parts, -1);
  }
}
