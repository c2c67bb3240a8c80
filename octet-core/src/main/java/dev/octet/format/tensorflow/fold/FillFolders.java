package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.List;

/** Numbers that are made of few: all the same, or one after another. */
final class FillFolders {
  private FillFolders() {}

  static void addTo(FoldTable t) {
    t.add("Fill", FillFolders::fill);
    t.add("ZerosLike", in -> same(in.get(0), 0));
    t.add("OnesLike", in -> same(in.get(0), 1));
    t.add("Range", FillFolders::range);
    t.add("LinSpace", FillFolders::between);
    t.add("OneHot", FillFolders::oneHot);
  }

  /** Zeros of the type that a shape op gives. */
  static Cells numbers(Attrs attrs, int count) {
    return Cells.zeros(attrs.type("out_type", DataType.INT32).computed(), count);
  }

  static Array number(Attrs attrs, long value) {
    Cells to = numbers(attrs, 1);
    to.put(0, value);
    return to.array(Shape.of());
  }

  private static List<Array> fill(Operands in) {
    Shape shape = in.shape(0);
    return Bounds.exceeds(shape, in.get(1)) ? List.of() : List.of(in.get(1).spread(shape));
  }

  private static List<Array> same(Array x, long value) {
    if (!Cells.has(x.type()) || Bounds.exceeds(x.shape(), x)) {
      return List.of();
    }
    Cells one = Cells.zeros(x.type(), 1);
    one.put(0, value);
    return List.of(one.array(Shape.of()).spread(x.shape()));
  }

  private static List<Array> range(Operands in) {
    ElementType type = in.get(0).type();
    if (!Cells.has(type)) {
      return List.of();
    }
    Cells start = Cells.of(in.get(0));
    Cells end = Cells.of(in.get(1));
    Cells step = Cells.of(in.get(2));
    long count =
        start.isReal()
            ? (long) Math.ceil((float) (end.real(0) - start.real(0)) / step.real(0))
            : Math.ceilDiv(Math.subtractExact(end.whole(0), start.whole(0)), step.whole(0));
    Shape shape = Shape.of(Math.toIntExact(Math.max(0, count)));
    if (Bounds.exceeds(shape)) {
      return List.of();
    }
    Cells to = Cells.zeros(type, shape.elements());
    for (int i = 0; i < count; i++) {
      if (start.isReal()) {
        to.put(i, start.real(0) + (float) (step.real(0) * i));
      } else {
        to.put(i, start.whole(0) + step.whole(0) * i);
      }
    }
    return List.of(to.array(shape));
  }

  private static List<Array> between(Operands in) {
    int count = in.integer(2);
    Shape shape = Shape.of(count);
    if (in.get(0).type() != ElementType.FLOAT32 || count < 1 || Bounds.exceeds(shape)) {
      return List.of();
    }
    double start = Cells.of(in.get(0)).real(0);
    double stop = Cells.of(in.get(1)).real(0);
    Cells to = Cells.zeros(ElementType.FLOAT32, count);
    float step = (float) (stop - start) / Math.max(1, count - 1);
    for (int i = 0; i < count; i++) {
      to.put(i, count > 1 && i == count - 1 ? stop : start + (float) ((double) step * i));
    }
    return List.of(to.array(shape));
  }

  private static List<Array> oneHot(Operands in) {
    Array indices = in.get(0);
    int depth = in.integer(1);
    Array on = in.get(2);
    int rank = indices.rank() + 1;
    int axis = Dims.axis(rank, in.attrs().integer("axis", -1));
    Shape shape = Dims.insert(indices.shape(), axis, depth);
    if (!Cells.has(on.type()) || Bounds.exceeds(shape, indices)) {
      return List.of();
    }
    Cells which = Cells.of(indices);
    Cells yes = Cells.of(on);
    Cells no = Cells.of(in.get(3));
    Cells to = Cells.zeros(on.type(), shape.elements());
    long inner = Dims.range(shape, axis + 1, rank).elements();
    for (long i = 0; i < shape.elements(); i++) {
      long place = i / inner;
      long index = place / depth * inner + i % inner;
      to.copy(i, which.whole(index) == place % depth ? yes : no, 0);
    }
    return List.of(to.array(shape));
  }
}
