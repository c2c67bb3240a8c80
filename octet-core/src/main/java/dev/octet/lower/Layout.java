package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Moves elements without changing them. */
public final class Layout {
  private Layout() {}

  /**
   * The same elements in another shape, of which one dimension at most may be dynamic; x itself
   * where it has the shape.
   */
  public static Tensor reshape(Lowering g, Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    return shape.isDynamic()
        ? reshaped(g, x, shape)
        : moved(g, x, a -> a.reshaped(shape.dims())).orElseGet(() -> reshaped(g, x, shape));
  }

  /** Integers that stand for floats are moved while the model is read, and stay constant. */
  private static Optional<Tensor> moved(Lowering g, Tensor x, UnaryOperator<Array> how) {
    return g.values(x)
        .filter(a -> a.quantization() != null)
        .map(a -> g.constant("const", how.apply(a)));
  }

  /** A copy, for an output that may not be the tensor itself. */
  public static Tensor copy(Lowering g, Tensor x) {
    return reshaped(g, x, x.shape());
  }

  private static Tensor reshaped(Lowering g, Tensor x, Shape shape) {
    return g.add(
        "RESHAPE",
        Attributes.of("ReshapeOptions")
            .with("new_shape", Arrays.stream(shape.signature()).mapToObj(d -> (long) d).toList()),
        shape,
        x,
        g.integers(shape.signature()));
  }

  /** Dimension {@code i} of the result is dimension {@code order[i]} of x. */
  public static Tensor transpose(Lowering g, Tensor x, int... order) {
    if (Arrays.equals(order, Dims.axes(order.length))) {
      return x;
    }
    Attributes options = Attributes.of("TransposeOptions");
    Shape shape = Dims.pick(x.shape(), order);
    return moved(g, x, a -> a.transposed(order))
        .orElseGet(() -> g.add("TRANSPOSE", options, shape, x, g.integers(order)));
  }

  /** With dimensions of size 1 put in before {@code axis}. */
  public static Tensor expand(Lowering g, Tensor x, int axis) {
    return reshape(g, x, Dims.insert(x.shape(), axis, 1));
  }

  /** Without a dimension of size 1. */
  public static Tensor squeeze(Lowering g, Tensor x, int axis) {
    return reshape(g, x, Dims.remove(x.shape(), axis));
  }

  /**
   * What an op makes of a sequence {@code [n, length, channels]} that it takes for an image of
   * height 1.
   */
  public static Tensor in2d(Lowering g, Tensor x, UnaryOperator<Tensor> op) {
    return squeeze(g, op.apply(expand(g, x, 1)), 1);
  }

  /** The sizes of a shape for an op to read, its first where that is dynamic taken from x. */
  static Tensor sizes(Lowering g, Tensor x, Shape shape) {
    if (!shape.isDynamic(0)) {
      return g.integers(shape.dims());
    }
    Attributes options = Attributes.of("ShapeOptions").with("out_type", "INT32");
    Shape rank = Shape.of(x.shape().rank());
    Tensor all = g.add("SHAPE", options, ElementType.INT32, rank, x);
    int[] others = Arrays.copyOfRange(shape.dims(), 1, shape.rank());
    return concat(g, List.of(slice(g, all, 0, 0, 1), g.integers(others)), 0);
  }

  /** With a value around it: {@code before[i]} and {@code after[i]} elements on axis {@code i}. */
  public static Tensor pad(Lowering g, Tensor x, int[] before, int[] after, double value) {
    Shape shape = around(x.shape(), before, after);
    if (areZero(before) && areZero(after)) {
      return x;
    }
    Tensor sizes = paddings(g, before, after);
    return value == 0
        ? g.add("PAD", Attributes.of("PadOptions"), shape, x, sizes)
        : g.add("PADV2", Attributes.of("PadV2Options"), shape, x, sizes, g.scalar(x.type(), value));
  }

  /** The same with its own elements around it, mirrored at its edges. */
  public static Tensor mirrored(Lowering g, Tensor x, int[] before, int[] after) {
    if (areZero(before) && areZero(after)) {
      return x;
    }
    Attributes options = Attributes.of("MirrorPadOptions").with("mode", "SYMMETRIC");
    return g.add(
        "MIRROR_PAD", options, around(x.shape(), before, after), x, paddings(g, before, after));
  }

  private static Shape around(Shape x, int[] before, int[] after) {
    Shape shape = x;
    for (int i = 0; i < before.length; i++) {
      if (before[i] + after[i] != 0) {
        int around = Math.addExact(before[i], after[i]);
        shape = Dims.resize(shape, i, Math.addExact(shape.dim(i), around));
      }
    }
    return shape;
  }

  private static Tensor paddings(Lowering g, int[] before, int[] after) {
    var paddings = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      paddings[2 * i] = before[i];
      paddings[2 * i + 1] = after[i];
    }
    return g.constant("const", Array.integers(paddings, before.length, 2));
  }

  private static boolean areZero(int[] values) {
    return Arrays.stream(values).allMatch(v -> v == 0);
  }

  /**
   * With its own elements around it, the other way round.
   *
   * @param border whether those at the border are repeated
   */
  public static Tensor mirror(Lowering g, Tensor x, int[] before, int[] after, boolean border) {
    var paddings = new int[2 * before.length];
    Shape shape = x.shape();
    for (int i = 0; i < before.length; i++) {
      paddings[2 * i] = before[i];
      paddings[2 * i + 1] = after[i];
      shape = Dims.resize(shape, i, shape.dim(i) + before[i] + after[i]);
    }
    Attributes options =
        Attributes.of("MirrorPadOptions").with("mode", border ? "SYMMETRIC" : null);
    Tensor sizes = g.constant("const", Array.integers(paddings, before.length, 2));
    return g.add("MIRROR_PAD", options, shape, x, sizes);
  }

  /** The elements from {@code begin} on along one axis; x itself where those are all. */
  public static Tensor slice(Lowering g, Tensor x, int axis, int begin, int size) {
    int at = Dims.axis(x.shape(), axis);
    var before = new int[x.shape().rank()];
    var after = new int[x.shape().rank()];
    before[at] = begin;
    after[at] = x.shape().dim(at) - begin - size;
    return crop(g, x, before, after);
  }

  /** Without the first {@code before[i]} and the last {@code after[i]} elements on axis i. */
  public static Tensor crop(Lowering g, Tensor x, int[] before, int[] after) {
    Shape shape = x.shape();
    for (int i = 0; i < before.length; i++) {
      if (before[i] != 0 || after[i] != 0) {
        int size = Math.subtractExact(shape.dim(i), Math.addExact(before[i], after[i]));
        if (before[i] < 0 || after[i] < 0 || size < 1) {
          throw new IllegalArgumentException(
              "axis %d of %s is not so long".formatted(i, x.shape()));
        }
        shape = Dims.with(shape, i, size);
      }
    }
    return shape.equals(x.shape())
        ? x
        : g.add(
            "SLICE",
            Attributes.of("SliceOptions"),
            shape,
            x,
            g.integers(before),
            g.integers(shape.signature()));
  }

  /** Several behind each other along one axis. */
  public static Tensor concat(Lowering g, List<Tensor> parts, int axis) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int at = Dims.axis(parts.getFirst().shape(), axis);
    int size = parts.stream().mapToInt(t -> t.shape().dim(at)).sum();
    Shape first = parts.getFirst().shape();
    boolean dynamic = parts.stream().anyMatch(t -> t.shape().isDynamic(at));
    return g.add(
        "CONCATENATION",
        Attributes.of("ConcatenationOptions").with("axis", at, 0),
        dynamic ? Dims.dynamic(first, at, size) : Dims.with(first, at, size),
        parts.toArray(Tensor[]::new));
  }
}
