package dev.octet.format.keras;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;

/** The same elements in another shape or order, and shapes themselves. */
final class ShapeOperations {
  private ShapeOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.Reshape tf.reshape", "x newshape=shape", ShapeOperations::reshape);
    t.add("ops.Ravel", "x", c -> Layout.reshape(c.graph(), x(c), CumulativeSum.flat(x(c).shape())));
    t.add("ops.ExpandDims tf.expand_dims", "x axis", ShapeOperations::expand);
    t.add("ops.Squeeze tf.squeeze", "x axis=squeeze_dims", ShapeOperations::squeeze);
    t.add("ops.Transpose tf.transpose", "x axes=perm conjugate", ShapeOperations::transpose);
    t.add("ops.Swapaxes", "x axis1 axis2", ShapeOperations::swap);
    t.add("ops.Moveaxis", "x source destination", ShapeOperations::move);
    t.add("ops.BroadcastTo tf.broadcast_to", "x shape", ShapeOperations::broadcast);
    t.add("tf.shape tf.shape_n", "x out_type", ShapeOperations::shape);
    t.add("tf.size ops.Size", "x out_type", ShapeOperations::size);
    t.add("tf.rank ops.Ndim", "x", c -> number(c, Size.of(x(c).shape().rank())));
    t.add("tf.fill", "x value", ShapeOperations::fill);
  }

  private static Tensor x(OperationCall call) {
    return call.tensor("x");
  }

  private static Tensor reshape(OperationCall call) {
    Shape shape = ShapeValues.target(x(call).shape(), call.sizes("newshape"));
    return same(call, Layout.reshape(call.graph(), x(call), shape));
  }

  private static Tensor expand(OperationCall call) {
    int[] axes = call.options().integers("axis");
    Shape shape = x(call).shape();
    int rank = shape.rank() + axes.length;
    for (int axis : Arrays.stream(axes).map(a -> Dims.axis(rank, a)).sorted().toArray()) {
      shape = Dims.insert(shape, axis, 1);
    }
    return same(call, Layout.reshape(call.graph(), x(call), shape));
  }

  private static Tensor squeeze(OperationCall call) {
    Shape shape = x(call).shape();
    Shape all = shape;
    int[] axes =
        call.has("axis") && call.options().integers("axis").length > 0
            ? call.axes("axis", shape)
            : Arrays.stream(Dims.axes(shape.rank()))
                .filter(a -> all.dim(a) == 1 && !all.isDynamic(a))
                .toArray();
    for (int i = axes.length - 1; i >= 0; i--) {
      if (shape.dim(axes[i]) != 1) {
        throw new IllegalArgumentException(
            "axis %d of %s has more than one element".formatted(axes[i], shape));
      }
      shape = Dims.remove(shape, axes[i]);
    }
    return same(call, Layout.reshape(call.graph(), x(call), shape));
  }

  private static Tensor transpose(OperationCall call) {
    Shape shape = x(call).shape();
    int rank = shape.rank();
    int[] order = Dims.axes(rank);
    for (int i = 0; i < rank; i++) {
      order[i] = rank - 1 - i;
    }
    if (call.has("axes")) {
      order =
          Arrays.stream(call.options().integers("axes")).map(a -> Dims.axis(shape, a)).toArray();
    }
    if (!Arrays.equals(Arrays.stream(order).sorted().toArray(), Dims.axes(rank))) {
      throw new IllegalArgumentException(
          "rank %d has no order %s".formatted(rank, Arrays.toString(order)));
    }
    return Layout.transpose(call.graph(), x(call), order);
  }

  private static Tensor swap(OperationCall call) {
    Shape shape = x(call).shape();
    int[] order = Dims.axes(shape.rank());
    int a = Dims.axis(shape, call.options().integer("axis1"));
    int b = Dims.axis(shape, call.options().integer("axis2"));
    order[a] = b;
    order[b] = a;
    return Layout.transpose(call.graph(), x(call), order);
  }

  private static Tensor move(OperationCall call) {
    Shape shape = x(call).shape();
    int[] from = from(call, shape, "source");
    int[] to = from(call, shape, "destination");
    if (from.length != to.length) {
      throw new IllegalArgumentException("axes are moved to another number of axes");
    }
    var order = new int[shape.rank()];
    Arrays.fill(order, -1);
    for (int i = 0; i < from.length; i++) {
      order[to[i]] = from[i];
    }
    int[] rest =
        Arrays.stream(Dims.axes(shape.rank()))
            .filter(a -> Arrays.stream(from).noneMatch(f -> f == a))
            .toArray();
    int next = 0;
    for (int i = 0; i < order.length; i++) {
      order[i] = order[i] < 0 ? rest[next++] : order[i];
    }
    return Layout.transpose(call.graph(), x(call), order);
  }

  private static int[] from(OperationCall call, Shape shape, String name) {
    return Arrays.stream(call.options().integers(name)).map(a -> Dims.axis(shape, a)).toArray();
  }

  /** An axis that Keras leaves open, or that is 1 where x has the batch, is that of x. */
  private static Tensor broadcast(OperationCall call) {
    List<Size> sizes = call.sizes("shape");
    Tensor x = x(call);
    int added = sizes.size() - x.shape().rank();
    var dims = new int[sizes.size()];
    var signature = new int[sizes.size()];
    for (int i = 0; i < dims.length; i++) {
      Size size = sizes.get(i);
      boolean ofX = i >= added && (size.factor() == -1 || x.shape().isDynamic(i - added));
      dims[i] = ofX ? x.shape().dim(i - added) : size.factor();
      boolean dynamic = ofX ? x.shape().isDynamic(i - added) : size.dynamic();
      signature[i] = dynamic ? -1 : dims[i];
    }
    return Joining.broadcast(call.graph(), x, Shape.of(dims, signature));
  }

  private static Tensor shape(OperationCall call) {
    Tensor x = x(call);
    Tensor shape = call.shapes().shapeOf(call.graph(), x);
    return typed(call, shape);
  }

  private static Tensor size(OperationCall call) {
    Shape shape = x(call).shape();
    return number(call, new Size(Math.toIntExact(shape.elements()), shape.isDynamic()));
  }

  private static Tensor number(OperationCall call, Size size) {
    if (size.dynamic()) {
      throw call.refuse("the size of a tensor of any batch does not go")
          .advise("convert for a batch of one size: --batch 1");
    }
    Tensor number = call.graph().scalar(ElementType.INT32, size.factor());
    return typed(call, call.shapes().is(number, List.of(size)));
  }

  private static Tensor typed(OperationCall call, Tensor sizes) {
    ElementType type = Types.of(call.options().text("out_type", "int32"));
    Tensor y = dev.octet.lower.Arithmetic.cast(call.graph(), sizes, type);
    return call.shapes().is(y, call.shapes().of(sizes).orElseThrow());
  }

  private static Tensor fill(OperationCall call) {
    Lowering g = call.graph();
    List<Size> sizes = call.sizes("x");
    if (sizes.stream().anyMatch(Size::dynamic)) {
      throw call.refuse("a constant of any batch does not go")
          .advise("convert for a batch of one size: --batch 1");
    }
    Operand.Numbers value = Operand.of(call.options().get("value"));
    int[] dims = sizes.stream().mapToInt(Size::factor).toArray();
    var values = new double[Math.toIntExact(Shape.of(dims).elements())];
    Arrays.fill(values, value.values()[0]);
    return g.constant("filled", Array.numbers(Promotion.of(List.of(value)), values, dims));
  }

  /** What is known of x is known of what has the same elements. */
  private static Tensor same(OperationCall call, Tensor y) {
    call.shapes().of(x(call)).ifPresent(known -> call.shapes().is(y, known));
    return y;
  }
}
