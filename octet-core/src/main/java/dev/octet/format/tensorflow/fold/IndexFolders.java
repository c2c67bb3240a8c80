package dev.octet.format.tensorflow.fold;

import dev.octet.io.NativeMemory;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.StridedSlice;
import dev.octet.lower.StridedSlice.Index;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Elements by their place. */
final class IndexFolders {
  private IndexFolders() {}

  static void addTo(FoldTable t) {
    t.add("Slice", IndexFolders::slice);
    t.add("StridedSlice", IndexFolders::stridedSlice);
    t.add("Gather ResourceGather", in -> gather(in, 0));
    t.add("GatherV2", in -> gather(in, in.integer(2)));
    t.add("InvertPermutation", IndexFolders::invert);
    t.add("DynamicStitch ParallelDynamicStitch", IndexFolders::stitch);
    t.add("Where", IndexFolders::where);
    t.add("MatrixBandPart", IndexFolders::band);
  }

  private static List<Array> slice(Operands in) {
    Array x = in.get(0);
    int[] begin = in.integers(1);
    int[] sizes = in.integers(2);
    var indices = new ArrayList<Index>();
    for (int i = 0; i < begin.length; i++) {
      int end = sizes[i] == -1 ? x.dim(i) : Math.addExact(begin[i], sizes[i]);
      if (begin[i] < 0 || end > x.dim(i) || end < begin[i]) {
        throw new IllegalArgumentException("%s has no part like this".formatted(x));
      }
      indices.add(new Index.Range(begin[i], end, 1));
    }
    return List.of(StridedSlice.of(x, indices));
  }

  private static List<Array> stridedSlice(Operands in) {
    SliceMasks masks = SliceMasks.of(in.attrs());
    List<Index> indices = masks.indices(in.integers(1), in.integers(2), in.integers(3));
    return List.of(StridedSlice.of(in.get(0), indices));
  }

  private static List<Array> gather(Operands in, int given) {
    Array x = in.get(0);
    int[] indices = in.integers(1);
    int axis = Dims.axis(x.shape(), given);
    if (in.attrs().integer("batch_dims", 0) != 0) {
      return List.of();
    }
    Shape rest = Dims.concat(in.get(1).shape(), Dims.range(x.shape(), axis + 1, x.rank()));
    Shape shape = Dims.concat(Dims.range(x.shape(), 0, axis), rest);
    if (Bounds.exceeds(shape, x, in.get(1)) || !allIn(indices, x.dim(axis))) {
      return List.of();
    }
    long inner = x.type().bytes(Dims.product(x.shape(), axis + 1, x.rank()));
    long bytes = x.type().bytes(shape.elements());
    MemorySegment from = x.data().bytes();
    MemorySegment to = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    long at = 0;
    for (long i = 0; i < Dims.product(x.shape(), 0, axis); i++) {
      for (int index : indices) {
        MemorySegment.copy(from, (i * x.dim(axis) + index) * inner, to, at, inner);
        at += inner;
      }
    }
    return List.of(new Array(x.type(), shape, Constant.stored(to.asSlice(0, bytes))));
  }

  private static boolean allIn(int[] indices, int size) {
    for (int index : indices) {
      if (index < 0 || index >= size) {
        return false;
      }
    }
    return true;
  }

  private static List<Array> invert(Operands in) {
    int[] order = in.integers(0);
    if (Dims.sorted(Shape.of(new int[order.length]), order).length != order.length
        || !allIn(order, order.length)) {
      throw new IllegalArgumentException("no permutation");
    }
    Cells to = Cells.zeros(in.get(0).type(), order.length);
    for (int i = 0; i < order.length; i++) {
      to.put(order[i], (long) i);
    }
    return List.of(to.array(in.get(0).shape()));
  }

  /** Rows of several arrays in the places that are said for them; later ones win. */
  private static List<Array> stitch(Operands in) {
    int n = in.count() / 2;
    Array like = in.get(n);
    Shape row = Dims.range(like.shape(), in.get(0).rank(), like.rank());
    int rows = 0;
    for (int k = 0; k < n; k++) {
      for (int index : in.integers(k)) {
        rows = Math.max(rows, Math.addExact(index, 1));
      }
    }
    Shape shape = Dims.concat(Shape.of(rows), row);
    if (!Cells.has(like.type()) || Bounds.exceeds(shape, in.arrays().toArray(Array[]::new))) {
      return List.of();
    }
    Cells to = Cells.zeros(like.type(), shape.elements());
    long width = row.elements();
    for (int k = 0; k < n; k++) {
      int[] indices = in.integers(k);
      Cells from = Cells.of(in.get(n + k));
      if (in.get(n + k).shape().elements() != indices.length * width) {
        throw new IllegalArgumentException("%s for %d rows".formatted(in.get(n + k), rows));
      }
      for (int i = 0; i < indices.length; i++) {
        for (long j = 0; j < width; j++) {
          to.copy(indices[i] * width + j, from, i * width + j);
        }
      }
    }
    return List.of(to.array(shape));
  }

  /** The places of what is not zero. */
  private static List<Array> where(Operands in) {
    Array x = in.get(0);
    if (!Cells.has(x.type()) || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells from = Cells.of(x);
    long count = 0;
    for (long i = 0; i < x.shape().elements(); i++) {
      count += from.real(i) != 0 ? 1 : 0;
    }
    Shape shape = Shape.of(Math.toIntExact(count), x.rank());
    Cells to = Cells.zeros(ElementType.INT64, shape.elements());
    long row = 0;
    for (long i = 0; i < x.shape().elements(); i++) {
      if (from.real(i) != 0) {
        long rest = i;
        for (int axis = 0; axis < x.rank(); axis++) {
          long stride = x.strides()[axis];
          to.put(row++, rest / stride);
          rest %= stride;
        }
      }
    }
    return List.of(to.array(shape));
  }

  /** Zeros outside of a band around the diagonal. */
  private static List<Array> band(Operands in) {
    Array x = in.get(0);
    int lower = in.integer(1);
    int upper = in.integer(2);
    if (!Cells.has(x.type()) || x.rank() < 2 || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells from = Cells.of(x);
    Cells to = Cells.zeros(x.type(), x.shape().elements());
    int columns = x.dim(-1);
    int rows = x.dim(-2);
    for (long i = 0; i < x.shape().elements(); i++) {
      long column = i % columns;
      long row = i / columns % rows;
      if ((lower < 0 || row - column <= lower) && (upper < 0 || column - row <= upper)) {
        to.copy(i, from, i);
      }
    }
    return List.of(to.array(x.shape()));
  }
}
