package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Reduction;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The same elements in another shape or order, and shapes themselves. */
final class ShapeOps {
  private ShapeOps() {}

  static void addTo(OpTable t) {
    t.add("Shape", call -> shape(call, call.tensor(0)));
    t.addAll("ShapeN", c -> c.tensors(0, c.count()).stream().map(x -> shape(c, x)).toList());
    t.add("Size", ShapeOps::size);
    t.add("Rank", call -> call.constant(Array.integer(call.tensor(0).shape().rank())));
    t.add("Reshape", ShapeOps::reshape);
    t.add("Squeeze", ShapeOps::squeeze);
    t.add("ExpandDims", ShapeOps::expand);
    t.add("Transpose ConjugateTranspose", ShapeOps::transpose);
  }

  private static ElementType sizeType(OpCall call) {
    return call.type("out_type", DataType.INT32);
  }

  /** A constant where nothing is open; else its numbers are known as far as they can be. */
  private static Tensor shape(OpCall call, Tensor x) {
    Shape shape = x.shape();
    double[] dims = Arrays.stream(shape.dims()).asDoubleStream().toArray();
    ElementType type = sizeType(call);
    if (!shape.isDynamic()) {
      return call.constant(Array.numbers(type, dims, dims.length));
    }
    Attributes options = Attributes.of("ShapeOptions").with("out_type", type.name());
    Tensor sizes = call.graph().add("SHAPE", options, type, Shape.of(shape.rank()), x);
    return follows(call, x) ? call.shapes().is(sizes, Sizes.of(shape)) : sizes;
  }

  /** Whether what is open in a shape is a multiple of the batch. */
  private static boolean follows(OpCall call, Tensor x) {
    return Sizes.open(x.shape()) == 0 || !call.program().countsValues();
  }

  private static Tensor size(OpCall call) {
    Lowering g = call.graph();
    Shape shape = call.tensor(0).shape();
    int elements = Math.toIntExact(shape.elements());
    if (!shape.isDynamic()) {
      return call.constant(Array.numbers(sizeType(call), new double[] {elements}));
    }
    Tensor count = Reduction.reduce(g, "REDUCE_PROD", shape(call, call.tensor(0)), false, 0);
    boolean known = follows(call, call.tensor(0)) && Sizes.open(shape) == 1;
    return known ? call.shapes().is(count, List.of(new Size(elements, true))) : count;
  }

  private static Tensor reshape(OpCall call) {
    Tensor x = call.tensor(0);
    Optional<List<Size>> sizes = Sizes.find(call, 1);
    boolean exact = Sizes.isConstant(call, 1) || follows(call, x);
    if (sizes.isPresent() && exact && Sizes.open(x.shape()) <= 1) {
      return Layout.reshape(call.graph(), x, ShapeValues.target(x.shape(), sizes.get()));
    }
    return whileRunning(call, x);
  }

  /** The elements of x are counted on the first axis, for want of better knowledge. */
  private static Tensor whileRunning(OpCall call, Tensor x) {
    int rank = call.tensor(1).shape().dim(0);
    Shape shape = Sizes.unknown(rank);
    if (rank > 0) {
      shape = Dims.dynamic(shape, 0, Math.toIntExact(x.shape().elements()));
    }
    call.program().countValues();
    return call.graph()
        .add("RESHAPE", Attributes.of("ReshapeOptions"), shape, x, Sizes.tensor(call, 1));
  }

  private static Tensor squeeze(OpCall call) {
    Tensor x = call.tensor(0);
    Shape all = x.shape();
    int[] given = call.attrs().integers("squeeze_dims");
    int[] axes =
        given.length > 0
            ? Dims.sorted(all, given)
            : IntStream.range(0, all.rank())
                .filter(a -> all.dim(a) == 1 && !all.isDynamic(a))
                .toArray();
    Shape shape = all;
    for (int i = axes.length - 1; i >= 0; i--) {
      if (shape.dim(axes[i]) != 1) {
        throw new IllegalArgumentException(
            "axis %d of %s has more than one element".formatted(axes[i], shape));
      }
      shape = Dims.remove(shape, axes[i]);
    }
    if (Sizes.open(shape) <= 1) {
      return Layout.reshape(call.graph(), x, shape);
    }
    List<Long> dims = Arrays.stream(axes).mapToObj(a -> (long) a).toList();
    Attributes options = Attributes.of("SqueezeOptions").with("squeeze_dims", dims);
    return call.graph().add("SQUEEZE", options, shape, x);
  }

  private static Tensor expand(OpCall call) {
    Tensor x = call.tensor(0);
    int axis = Dims.axis(x.shape().rank() + 1, call.integer(1, "the axis"));
    if (Sizes.open(x.shape()) <= 1) {
      return Layout.expand(call.graph(), x, axis);
    }
    Lowering g = call.graph();
    Shape shape = Dims.insert(x.shape(), axis, 1);
    Attributes options = Attributes.of("ExpandDimsOptions");
    return g.add("EXPAND_DIMS", options, shape, x, g.scalar(ElementType.INT32, axis));
  }

  private static Tensor transpose(OpCall call) {
    Tensor x = call.tensor(0);
    if (call.node().op().startsWith("Conj") && x.type() == ElementType.COMPLEX64) {
      throw call.refuse("LiteRT has no conjugates")
          .advise("take the real and the imaginary part apart");
    }
    int rank = x.shape().rank();
    int[] given = call.integers(1, "the order of the axes");
    int[] order = Arrays.stream(given).map(a -> Dims.axis(x.shape(), a)).toArray();
    if (Dims.sorted(x.shape(), order).length != rank) {
      throw new IllegalArgumentException(
          "rank %d has no order %s".formatted(rank, Arrays.toString(order)));
    }
    return Layout.transpose(call.graph(), x, order);
  }
}
