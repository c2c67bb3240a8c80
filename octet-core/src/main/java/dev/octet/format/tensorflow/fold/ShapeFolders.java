package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The same elements in another shape or order, or more often. */
final class ShapeFolders {
  private ShapeFolders() {}

  static void addTo(FoldTable t) {
    t.add("Reshape", ShapeFolders::reshape);
    t.add("ExpandDims", ShapeFolders::expand);
    t.add("Squeeze", ShapeFolders::squeeze);
    t.add("Transpose", in -> List.of(in.get(0).transposed(order(in))));
    t.add("BroadcastTo", ShapeFolders::spread);
    t.add("BroadcastArgs", ShapeFolders::spreadShapes);
    t.add("Tile", ShapeFolders::tile);
    t.add("ReverseV2", in -> reverse(in.get(0), in.integers(1)));
    t.add("Reverse", ShapeFolders::reverseWhere);
    t.add("Roll", ShapeFolders::roll);
    t.add("Shape", in -> List.of(sizes(in.attrs(), in.get(0))));
    t.add("ShapeN", in -> in.arrays().stream().map(a -> sizes(in.attrs(), a)).toList());
    t.add("Size", in -> List.of(FillFolders.number(in.attrs(), in.get(0).shape().elements())));
    t.add("Bitcast", ShapeFolders::recast);
    t.add("Rank", in -> List.of(Array.integer(in.get(0).rank())));
  }

  private static List<Array> reshape(Operands in) {
    Array x = in.get(0);
    List<Size> sizes = Arrays.stream(in.integers(1)).mapToObj(Size::of).toList();
    return List.of(x.reshaped(ShapeValues.target(x.shape(), sizes).dims()));
  }

  /** Only between types of one width, neither of which LiteRT computes in another. */
  private static List<Array> recast(Operands in) {
    Array x = in.get(0);
    ElementType from = in.attrs().type("T", DataType.FLOAT).stored();
    ElementType to = in.attrs().type("type", DataType.FLOAT).stored();
    boolean plain = from == x.type() && Cells.has(to) && to.bits() == from.bits();
    return plain ? List.of(new Array(to, x.shape(), x.data())) : List.of();
  }

  private static List<Array> expand(Operands in) {
    Array x = in.get(0);
    return List.of(x.expanded(Dims.axis(x.rank() + 1, in.integer(1))));
  }

  private static List<Array> squeeze(Operands in) {
    Array x = in.get(0);
    int[] axes = in.attrs().integers("squeeze_dims");
    int[] kept =
        IntStream.range(0, x.rank())
            .filter(a -> x.dim(a) != 1 || (axes.length > 0 && !has(x.shape(), axes, a)))
            .map(x::dim)
            .toArray();
    return List.of(x.reshaped(kept));
  }

  private static boolean has(Shape shape, int[] axes, int axis) {
    return Arrays.stream(axes).anyMatch(a -> Dims.axis(shape, a) == axis);
  }

  private static int[] order(Operands in) {
    int rank = in.get(0).rank();
    int[] order = Arrays.stream(in.integers(1)).map(a -> Dims.axis(rank, a)).toArray();
    if (Dims.sorted(in.get(0).shape(), order).length != rank) {
      throw new IllegalArgumentException("rank %d has no such order".formatted(rank));
    }
    return order;
  }

  private static List<Array> spread(Operands in) {
    Shape shape = in.shape(1);
    return Bounds.exceeds(shape, in.get(0)) ? List.of() : List.of(in.get(0).spread(shape));
  }

  private static List<Array> spreadShapes(Operands in) {
    int[] dims = Dims.broadcast(in.shape(0), in.shape(1)).dims();
    Cells to = Cells.zeros(in.get(0).type(), dims.length);
    for (int i = 0; i < dims.length; i++) {
      to.put(i, (long) dims[i]);
    }
    return List.of(to.array(Shape.of(dims.length)));
  }

  /** Each dimension with one before it that repeats. */
  private static List<Array> tile(Operands in) {
    Array x = in.get(0);
    int[] times = in.integers(1);
    if (times.length != x.rank()) {
      throw new IllegalArgumentException(times.length + " multiples for " + x.shape());
    }
    var twice = new int[2 * times.length];
    var dims = new int[times.length];
    var steps = new long[2 * times.length];
    for (int i = 0; i < times.length; i++) {
      twice[2 * i] = times[i];
      twice[2 * i + 1] = x.dim(i);
      dims[i] = Math.multiplyExact(times[i], x.dim(i));
      steps[2 * i + 1] = x.strides()[i];
    }
    return Bounds.exceeds(Shape.of(dims), x)
        ? List.of()
        : List.of(x.walked(Shape.of(twice), 0, steps).reshaped(dims));
  }

  private static List<Array> reverseWhere(Operands in) {
    int[] flags = in.integers(1);
    return reverse(
        in.get(0), IntStream.range(0, flags.length).filter(i -> flags[i] != 0).toArray());
  }

  private static List<Array> reverse(Array x, int[] axes) {
    Array y = x;
    for (int axis : axes) {
      y = y.reversed(axis);
    }
    return List.of(y);
  }

  private static List<Array> roll(Operands in) {
    Array y = in.get(0);
    int[] shifts = in.integers(1);
    int[] axes = in.integers(2);
    for (int i = 0; i < axes.length; i++) {
      int axis = Dims.axis(y.shape(), axes[i]);
      int size = y.dim(axis);
      int by = size == 0 ? 0 : Math.floorMod(shifts[i], size);
      y =
          JoinFolders.concat(
              List.of(y.slice(axis, size - by, by), y.slice(axis, 0, size - by)), axis);
    }
    return List.of(y);
  }

  private static Array sizes(Attrs attrs, Array x) {
    Cells to = FillFolders.numbers(attrs, x.rank());
    for (int i = 0; i < x.rank(); i++) {
      to.put(i, (long) x.dim(i));
    }
    return to.array(Shape.of(x.rank()));
  }
}
