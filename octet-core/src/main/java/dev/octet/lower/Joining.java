package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several tensors of one, one of several, and one over and over. */
public final class Joining {
  private Joining() {}

  /** Several of one shape side by side along a new axis, counted in the result. */
  public static Tensor stack(Lowering g, List<Tensor> parts, int axis) {
    Shape shape = parts.getFirst().shape();
    int at = Dims.axis(shape.rank() + 1, axis);
    if (parts.stream().anyMatch(p -> !Arrays.equals(p.shape().dims(), shape.dims()))) {
      throw new IllegalArgumentException("tensors of several shapes are stacked");
    }
    if (parts.size() == 1) {
      return Layout.expand(g, parts.getFirst(), at);
    }
    Attributes options =
        Attributes.of("PackOptions").with("values_count", parts.size()).with("axis", at, 0);
    Shape stacked = Dims.insert(shape, at, parts.size());
    return g.add("PACK", options, stacked, parts.toArray(Tensor[]::new));
  }

  /** The parts along an axis, without it. */
  public static List<Tensor> unstack(Lowering g, Tensor x, int axis) {
    int at = Dims.axis(x.shape(), axis);
    int count = x.shape().dim(at);
    staticAxis(x, at);
    if (count == 1) {
      return List.of(Layout.squeeze(g, x, at));
    }
    Attributes options = Attributes.of("UnpackOptions").with("num", count).with("axis", at, 0);
    return g.add("UNPACK", options, List.of(x), parts(g, "unpack", x, ones(count), at, false));
  }

  /** Consecutive parts of these sizes along an axis. */
  public static List<Tensor> split(Lowering g, Tensor x, int[] sizes, int axis) {
    int at = Dims.axis(x.shape(), axis);
    staticAxis(x, at);
    if (Arrays.stream(sizes).sum() != x.shape().dim(at)
        || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
      throw new IllegalArgumentException(
          "%s is split into %s".formatted(x.shape(), Arrays.toString(sizes)));
    }
    if (sizes.length == 1) {
      return List.of(x);
    }
    Tensor along = g.scalar(ElementType.INT32, at);
    if (Arrays.stream(sizes).distinct().count() == 1) {
      return equal(g, x, along, at, sizes.length);
    }
    Attributes options = Attributes.of("SplitVOptions").with("num_splits", sizes.length);
    return g.add(
        "SPLIT_V",
        options,
        List.of(x, g.integers(sizes), along),
        parts(g, "split_v", x, sizes, at, true));
  }

  /**
   * Parts of one size along the last dimension.
   *
   * @param axis the constant −1, which many splits may share
   */
  static List<Tensor> split(Lowering g, Tensor x, Tensor axis, int count) {
    return equal(g, x, axis, x.shape().rank() - 1, count);
  }

  private static List<Tensor> equal(Lowering g, Tensor x, Tensor axis, int at, int count) {
    var sizes = new int[count];
    Arrays.fill(sizes, x.shape().dim(at) / count);
    Attributes options = Attributes.of("SplitOptions").with("num_splits", count);
    return g.add("SPLIT", options, List.of(axis, x), parts(g, "split", x, sizes, at, true));
  }

  /** x again and again: {@code times[i]} times along axis {@code i}. */
  public static Tensor tile(Lowering g, Tensor x, int... times) {
    if (Arrays.stream(times).allMatch(t -> t == 1)) {
      return x;
    }
    Shape shape = x.shape();
    for (int i = 0; i < times.length; i++) {
      shape = Dims.resize(shape, i, Math.multiplyExact(shape.dim(i), times[i]));
    }
    return g.add("TILE", Attributes.of("TileOptions"), shape, x, g.integers(times));
  }

  /** The last element first along each of some axes. */
  public static Tensor reverse(Lowering g, Tensor x, int... axes) {
    Tensor y = x;
    for (int axis : axes) {
      int at = Dims.axis(x.shape(), axis);
      y = g.add("REVERSE_V2", Attributes.of("ReverseV2Options"), y.shape(), y, g.integers(at));
    }
    return y;
  }

  /** The last element first along axes that are neighbours, in order. */
  public static Tensor reverseTogether(Lowering g, Tensor x, int... axes) {
    Attributes options = Attributes.of("ReverseV2Options");
    return g.add("REVERSE_V2", options, x.shape(), x, g.integers(axes));
  }

  /** Moves elements along an axis; those that leave at the end come in at the start. */
  public static Tensor roll(Lowering g, Tensor x, int shift, int axis) {
    int at = Dims.axis(x.shape(), axis);
    staticAxis(x, at);
    int size = x.shape().dim(at);
    int by = Math.floorMod(shift, size);
    if (by == 0) {
      return x;
    }
    Tensor last = Layout.slice(g, x, at, size - by, by);
    return Layout.concat(g, List.of(last, Layout.slice(g, x, at, 0, size - by)), at);
  }

  /** x in a shape that NumPy's broadcasting brings it to; x itself where it has the shape. */
  public static Tensor broadcast(Lowering g, Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (!Dims.broadcast(x.shape(), shape).equals(shape)) {
      throw new IllegalArgumentException("%s is no part of %s".formatted(x.shape(), shape));
    }
    int added = shape.rank() - x.shape().rank();
    var times = new int[shape.rank()];
    for (int i = 0; i < times.length; i++) {
      int own = i < added ? 1 : x.shape().dim(i - added);
      boolean grows = own != shape.dim(i);
      boolean opens = shape.isDynamic(i) && (i < added || !x.shape().isDynamic(i - added));
      if (opens) {
        throw new IllegalArgumentException("a dynamic dimension of %s is open".formatted(shape));
      }
      times[i] = grows ? shape.dim(i) : 1;
    }
    var ones = new int[added];
    Arrays.fill(ones, 1);
    return tile(g, Layout.reshape(g, x, Dims.insert(x.shape(), 0, ones)), times);
  }

  private static Tensor[] parts(
      Lowering g, String name, Tensor x, int[] sizes, int axis, boolean keep) {
    var parts = new ArrayList<Tensor>();
    for (int size : sizes) {
      Shape shape = keep ? Dims.with(x.shape(), axis, size) : Dims.remove(x.shape(), axis);
      parts.add(g.result(name, x.type(), shape));
    }
    return parts.toArray(Tensor[]::new);
  }

  private static int[] ones(int count) {
    var ones = new int[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static void staticAxis(Tensor x, int axis) {
    if (x.shape().isDynamic(axis)) {
      throw new IllegalArgumentException("axis %d of %s is dynamic".formatted(axis, x.shape()));
    }
  }
}
