package dev.octet.format.tensorflow.fold;

import dev.octet.io.NativeMemory;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.model.Constant;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several arrays of one, and one of several. */
final class JoinFolders {
  private JoinFolders() {}

  static void addTo(FoldTable t) {
    t.add("Concat", in -> joined(in.arrays().subList(1, in.count()), in.integer(0)));
    t.add(
        "ConcatV2",
        in -> joined(in.arrays().subList(0, in.count() - 1), in.integer(in.count() - 1)));
    t.add("Pack", JoinFolders::pack);
    t.add("Unpack", JoinFolders::unpack);
    t.add("Split", in -> split(in.get(1), in.integer(0), in.attrs().integer("num_split", 1)));
    t.add("SplitV", JoinFolders::splitAt);
    t.add("Pad PadV2", JoinFolders::pad);
  }

  /** Nothing where it would be huge. */
  private static List<Array> joined(List<Array> parts, int axis) {
    return Bounds.exceeds(parts) ? List.of() : List.of(concat(parts, axis));
  }

  /** Behind each other along an axis. */
  static Array concat(List<Array> parts, int axis) {
    Array first = parts.getFirst();
    int at = Dims.axis(first.shape(), axis);
    int size = 0;
    for (Array part : parts) {
      if (part.type() != first.type()
          || !Dims.remove(part.shape(), at).equals(Dims.remove(first.shape(), at))) {
        throw new IllegalArgumentException("%s behind %s".formatted(part, first));
      }
      size = Math.addExact(size, part.dim(at));
    }
    Shape shape = Dims.with(first.shape(), at, size);
    int outer = Dims.product(shape, 0, at);
    long inner = first.type().bytes(Dims.product(shape, at + 1, shape.rank()));
    long bytes = first.type().bytes(shape.elements());
    MemorySegment to = NativeMemory.allocate(Math.max(1, bytes), Constant.GRAIN);
    long begin = 0;
    for (Array part : parts) {
      MemorySegment from = part.data().bytes();
      long row = part.dim(at) * inner;
      for (long i = 0; i < outer; i++) {
        MemorySegment.copy(from, i * row, to, begin + i * size * inner, row);
      }
      begin += row;
    }
    return new Array(first.type(), shape, Constant.stored(to.asSlice(0, bytes)));
  }

  private static List<Array> pack(Operands in) {
    int axis = Dims.axis(in.get(0).rank() + 1, in.attrs().integer("axis", 0));
    return joined(in.arrays().stream().map(a -> a.expanded(axis)).toList(), axis);
  }

  private static List<Array> unpack(Operands in) {
    Array x = in.get(0);
    int axis = Dims.axis(x.shape(), in.attrs().integer("axis", 0));
    return split(x, axis, x.dim(axis)).stream()
        .map(p -> p.reshaped(Dims.remove(p.shape(), axis).dims()))
        .toList();
  }

  private static List<Array> split(Array x, int axis, int count) {
    int size = x.dim(Dims.axis(x.shape(), axis));
    if (count < 1 || size % count != 0) {
      throw new IllegalArgumentException("%d elements in %d equal parts".formatted(size, count));
    }
    var sizes = new int[count];
    Arrays.fill(sizes, size / count);
    return split(x, axis, sizes);
  }

  private static List<Array> splitAt(Operands in) {
    Array x = in.get(0);
    int[] sizes = in.integers(1);
    int axis = Dims.axis(x.shape(), in.integer(2));
    int given = Arrays.stream(sizes).filter(s -> s >= 0).sum();
    return split(x, axis, Arrays.stream(sizes).map(s -> s < 0 ? x.dim(axis) - given : s).toArray());
  }

  private static List<Array> split(Array x, int axis, int[] sizes) {
    if (Arrays.stream(sizes).sum() != x.dim(Dims.axis(x.shape(), axis))) {
      throw new IllegalArgumentException("%s in %s".formatted(x, Arrays.toString(sizes)));
    }
    var parts = new ArrayList<Array>();
    int begin = 0;
    for (int size : sizes) {
      parts.add(x.slice(axis, begin, size));
      begin += size;
    }
    return parts;
  }

  private static List<Array> pad(Operands in) {
    Array x = in.get(0);
    int[] paddings = in.integers(1);
    int[] dims = x.shape().dims();
    long first = 0;
    var steps = new long[dims.length];
    for (int i = dims.length - 1, stride = 1; i >= 0; i--) {
      dims[i] = Math.addExact(dims[i], Math.addExact(paddings[2 * i], paddings[2 * i + 1]));
      first += (long) paddings[2 * i] * stride;
      steps[i] = stride;
      stride *= dims[i];
    }
    Shape shape = Shape.of(dims);
    if (!Cells.has(x.type()) || Bounds.exceeds(shape, x)) {
      return List.of();
    }
    Cells to = Cells.zeros(x.type(), shape.elements());
    if (in.count() > 2) {
      Cells value = Cells.of(in.get(2));
      for (long i = 0; i < shape.elements(); i++) {
        to.copy(i, value, 0);
      }
    }
    Cells from = Cells.of(x);
    long begin = first;
    Walk.over(x.shape(), (i, at) -> to.copy(begin + at[0], from, i), steps);
    return List.of(to.array(shape));
  }
}
