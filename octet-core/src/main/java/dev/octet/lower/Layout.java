package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
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
    return reshaped(g, x, shape);
  }

  /** A copy, for an output that may not be the tensor itself. */
  static Tensor copy(Lowering g, Tensor x) {
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
    return g.add("TRANSPOSE", options, Dims.pick(x.shape(), order), x, g.integers(order));
  }

  /** With dimensions of size 1 put in before {@code axis}. */
  public static Tensor expand(Lowering g, Tensor x, int axis) {
    return reshape(g, x, Dims.insert(x.shape(), axis, 1));
  }

  /** Without a dimension of size 1. */
  public static Tensor squeeze(Lowering g, Tensor x, int axis) {
    return reshape(g, x, Dims.remove(x.shape(), axis));
  }

  /** What is computed along the last dimension, along another. */
  public static Tensor alongLast(Lowering g, Tensor x, int axis, UnaryOperator<Tensor> compute) {
    int[] order = Dims.axes(x.shape().rank());
    int at = Dims.axis(x.shape(), axis);
    int last = order.length - 1;
    order[at] = last;
    order[last] = at;
    return transpose(g, compute.apply(transpose(g, x, order)), order);
  }

  /** With a value around it: {@code before[i]} and {@code after[i]} elements on axis {@code i}. */
  public static Tensor pad(Lowering g, Tensor x, int[] before, int[] after, double value) {
    Shape shape = x.shape();
    var paddings = new int[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      paddings[2 * i] = before[i];
      paddings[2 * i + 1] = after[i];
      if (before[i] + after[i] != 0) {
        shape = Dims.resize(shape, i, shape.dim(i) + before[i] + after[i]);
      }
    }
    if (Arrays.stream(paddings).allMatch(p -> p == 0)) {
      return x;
    }
    Tensor sizes = g.constant("const", Array.integers(paddings, before.length, 2));
    return value == 0
        ? g.add("PAD", Attributes.of("PadOptions"), shape, x, sizes)
        : g.add("PADV2", Attributes.of("PadV2Options"), shape, x, sizes, g.scalar(x.type(), value));
  }

  /** The elements from {@code begin} on along one axis; x itself where those are all. */
  public static Tensor slice(Lowering g, Tensor x, int axis, int begin, int size) {
    int at = Dims.axis(x.shape(), axis);
    if (begin == 0 && size == x.shape().dim(at)) {
      return x;
    }
    var begins = new int[x.shape().rank()];
    int[] sizes = x.shape().signature();
    begins[at] = begin;
    sizes[at] = size;
    return g.add(
        "SLICE",
        Attributes.of("SliceOptions"),
        Dims.with(x.shape(), at, size),
        x,
        g.integers(begins),
        g.integers(sizes));
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
        Attributes.of("ConcatenationOptions").with("axis", at == 0 ? null : (Object) at),
        dynamic ? Dims.dynamic(first, at, size) : Dims.with(first, at, size),
        parts.toArray(Tensor[]::new));
  }
}
