package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Pools over one to three dimensions; images have their channels last. */
public final class Pooling {
  private Pooling() {}

  /** What becomes of the values in a window. */
  public enum Kind {
    /** The largest. */
    MAX("MAX_POOL_2D"),
    /** The mean, of what of the window is in the image. */
    AVERAGE("AVERAGE_POOL_2D");

    private final String op;

    Kind(String op) {
      this.op = op;
    }
  }

  /**
   * One value for each place of a window.
   *
   * @param x {@code [n, ..., channels]} with one to three dimensions between
   * @param size the size of the window in each of these
   */
  public static Tensor pool(Lowering g, Kind kind, Tensor x, int[] size, Window window) {
    return switch (size.length) {
      case 1 -> pool1d(g, kind, x, size, window);
      case 2 -> pool2d(g, kind, x, size, window);
      case 3 -> pool3d(g, kind, x, size, window);
      default ->
          throw new IllegalArgumentException("a pool over %d dimensions".formatted(size.length));
    };
  }

  /**
   * The largest value for each place of a window over an image with something around it that no
   * window sees.
   *
   * @param before how many values on each axis of x; {@code after} likewise
   * @param window that stays within what is padded
   */
  public static Tensor maximum(
      Lowering g, Tensor x, int[] before, int[] after, int[] size, Window window) {
    Window same = new Window(window.strides(), window.dilations(), Window.Padding.SAME);
    boolean isSame = Arrays.stream(before).sum() + Arrays.stream(after).sum() > 0;
    for (int i = 0; i < size.length; i++) {
      int in = x.shape().dim(1 + i);
      int reach = (Math.ceilDiv(in, window.strides()[i]) - 1) * window.strides()[i] + size[i];
      int all = Math.max(0, reach - in);
      isSame &= before[1 + i] == all / 2 && after[1 + i] == all - all / 2;
    }
    return isSame
        ? pool(g, Kind.MAX, x, size, same)
        : pool(g, Kind.MAX, padded(g, x, before, after, size), size, window);
  }

  /**
   * An image with its own values around it, mirrored, where a window that reaches them holds the
   * values themselves, too; else the least of all floats, which does integers no good.
   */
  private static Tensor padded(Lowering g, Tensor x, int[] before, int[] after, int[] size) {
    boolean mirrors = true;
    for (int i = 0; i < size.length; i++) {
      int most = Math.max(before[1 + i], after[1 + i]);
      if (most >= size[i] && most > 0) {
        throw new IllegalArgumentException(
            "%d around a window of %s".formatted(most, Arrays.toString(size)));
      }
      mirrors &= 2 * most <= size[i] && most <= x.shape().dim(1 + i);
    }
    return mirrors
        ? Layout.mirrored(g, x, before, after)
        : Layout.pad(g, x, before, after, -Float.MAX_VALUE);
  }

  private static Tensor pool1d(Lowering g, Kind kind, Tensor x, int[] size, Window window) {
    Window row = new Window(new int[] {1, window.strides()[0]}, new int[] {1, 1}, window.padding());
    int[] wide = {1, size[0]};
    return Layout.in2d(g, x, image -> pool2d(g, kind, image, wide, row));
  }

  /**
   * LiteRT has no pool over three dimensions, but one after the other gives the same: first over
   * height and width of all planes, then over the planes.
   */
  private static Tensor pool3d(Lowering g, Kind kind, Tensor x, int[] size, Window window) {
    int[] plane = Arrays.copyOfRange(size, 1, 3);
    Tensor planes = Layout.reshape(g, x, Dims.merge(x.shape(), 0, 2));
    Tensor pooled = pool2d(g, kind, planes, plane, window.range(1, 3));
    Shape deep = Dims.concat(Dims.range(x.shape(), 0, 2), Dims.range(pooled.shape(), 1, 4));
    Tensor columns = Layout.reshape(g, pooled, Dims.merge(deep, 2, 4));
    Window column =
        new Window(new int[] {window.strides()[0], 1}, new int[] {1, 1}, window.padding());
    Tensor y = pool2d(g, kind, columns, new int[] {size[0], 1}, column);
    return Layout.reshape(g, y, Dims.with(deep, 1, y.shape().dim(1)));
  }

  private static Tensor pool2d(Lowering g, Kind kind, Tensor x, int[] size, Window window) {
    int[] strides = window.strides();
    if (Arrays.equals(size, new int[] {1, 1}) && Arrays.equals(strides, size)) {
      return x;
    }
    if (size[0] < 1 || size[1] < 1) {
      throw new IllegalArgumentException("a pool of " + Arrays.toString(size));
    }
    Shape shape = x.shape();
    for (int i = 0; i < 2; i++) {
      shape = Dims.with(shape, 1 + i, window.size(i, x.shape().dim(1 + i), size[i]));
    }
    Attributes options =
        Attributes.of("Pool2DOptions")
            .with("padding", window.padding() == Window.Padding.SAME ? null : "VALID")
            .with("stride_h", strides[0])
            .with("stride_w", strides[1])
            .with("filter_height", size[0])
            .with("filter_width", size[1]);
    return g.add(kind.op, options, shape, x);
  }
}
