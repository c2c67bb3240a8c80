package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Slices as Python writes them: {@code x[:, 1:-1, ::2, None, ..., 0]}. */
public final class StridedSlice {
  /** The rank up to which LiteRT slices in steps. */
  private static final int MOST = 5;

  private static final Index ALL = new Index.Range(null, null, 1);

  private StridedSlice() {}

  /** What stands at one place between the brackets. */
  public sealed interface Index {
    /** One element, without its dimension; counted from the end when negative. */
    record At(int index) implements Index {}

    /** From a place on up to another, in steps; null where it is left out. */
    record Range(@Nullable Integer start, @Nullable Integer stop, int step) implements Index {
      /** Checks the step. */
      public Range {
        if (step == 0) {
          throw new IllegalArgumentException("a slice in steps of 0");
        }
      }
    }

    /** A new dimension of size 1. */
    record NewAxis() implements Index {}

    /** All dimensions that no other index is for. */
    record Ellipsis() implements Index {}
  }

  /**
   * The part of x that the indices say, by one op at most; x itself where that is all of it.
   *
   * @throws IllegalArgumentException if there are more indices than dimensions, or one is out of
   *     bounds
   */
  public static Tensor of(Lowering g, Tensor x, List<Index> indices) {
    List<Index> full = filled(indices, x.shape().rank());
    var plan = new Plan(x.shape());
    full.forEach(plan::take);
    Tensor sliced =
        plan.isAll()
            ? x
            : x.shape().rank() > MOST ? axisByAxis(g, x, full, plan) : plan.slice(g, x);
    return Layout.reshape(g, sliced, plan.withNewAxes());
  }

  /** Of many dimensions: one after the other, as the middle one of three. */
  private static Tensor axisByAxis(Lowering g, Tensor x, List<Index> full, Plan plan) {
    Tensor y = x;
    int axis = 0;
    for (Index index : full) {
      if (!(index instanceof Index.NewAxis)) {
        y = along(g, y, axis++, index instanceof Index.At(int at) ? at(at) : index);
      }
    }
    return Layout.reshape(g, y, plan.kept);
  }

  private static Tensor along(Lowering g, Tensor x, int axis, Index index) {
    Shape shape = x.shape();
    if (index.equals(ALL)) {
      return x;
    }
    Shape rest = Dims.merge(shape, axis + 1, shape.rank());
    Tensor three = Layout.reshape(g, x, Dims.merge(rest, 0, axis));
    Tensor part = of(g, three, List.of(ALL, index, ALL));
    Shape before = Dims.concat(Dims.range(shape, 0, axis), Dims.range(part.shape(), 1, 2));
    Shape behind = Dims.range(shape, axis + 1, shape.rank());
    return Layout.reshape(g, part, Dims.concat(before, behind));
  }

  private static Index at(int index) {
    return new Index.Range(index, index == -1 ? null : (Integer) (index + 1), 1);
  }

  /** The same part of a constant. */
  public static Array of(Array x, List<Index> indices) {
    var plan = new Plan(x.shape());
    filled(indices, x.rank()).forEach(plan::take);
    return plan.slice(x);
  }

  private static List<Index> filled(List<Index> indices, int rank) {
    long used =
        indices.stream().filter(i -> i instanceof Index.At || i instanceof Index.Range).count();
    long ellipses = indices.stream().filter(Index.Ellipsis.class::isInstance).count();
    if (used > rank || ellipses > 1) {
      throw new IllegalArgumentException("rank %d has no slice %s".formatted(rank, indices));
    }
    var full = new ArrayList<Index>();
    List<Index> rest = new ArrayList<>();
    for (long i = used; i < rank; i++) {
      rest.add(new Index.Range(null, null, 1));
    }
    for (Index index : indices) {
      if (index instanceof Index.Ellipsis) {
        full.addAll(rest);
        rest = List.of();
      } else {
        full.add(index);
      }
    }
    full.addAll(rest);
    return full;
  }

  /** Begins, ends, strides and masks for each dimension, and the shapes that come of them. */
  private static final class Plan {
    private final Shape shape;
    private final int[] begin;
    private final int[] end;
    private final int[] strides;
    private final int[] first;
    private int at;
    private int beginMask;
    private int endMask;
    private int shrinkMask;
    private Shape kept = Shape.of();
    private Shape expanded = Shape.of();
    private boolean all = true;

    Plan(Shape shape) {
      this.shape = shape;
      begin = new int[shape.rank()];
      end = new int[shape.rank()];
      strides = new int[shape.rank()];
      first = new int[shape.rank()];
    }

    void take(Index index) {
      switch (index) {
        case Index.NewAxis _ -> expanded = Dims.concat(expanded, Shape.of(1));
        case Index.At(int i) -> element(i);
        case Index.Range range -> range(range);
        case Index.Ellipsis _ -> throw new IllegalStateException();
      }
    }

    private void element(int index) {
      int size = shape.dim(at);
      if (!shape.isDynamic(at) && (index >= size || index < -size)) {
        throw new IllegalArgumentException("index %d of %d elements".formatted(index, size));
      }
      begin[at] = index;
      first[at] = index < 0 ? index + size : index;
      end[at] = index == -1 ? 0 : index + 1;
      endMask |= index == -1 ? 1 << at : 0;
      strides[at] = 1;
      boolean only = size == 1 && !shape.isDynamic(at); // a reshape does
      all &= only && Arrays.stream(shape.signature()).filter(d -> d < 0).count() <= 1;
      shrinkMask |= 1 << at++;
    }

    private void range(Index.Range range) {
      int step = range.step();
      int size = shape.dim(at);
      Integer start = range.start();
      Integer stop = range.stop();
      beginMask |= start == null ? 1 << at : 0;
      endMask |= stop == null ? 1 << at : 0;
      begin[at] = start == null ? 0 : start;
      end[at] = stop == null ? 0 : stop;
      strides[at] = step;
      boolean whole = step == 1 && (start == null || start == 0) && (stop == null || stop == size);
      boolean dynamic = shape.isDynamic(at);
      int low = step > 0 ? 0 : -1;
      int high = step > 0 ? size : size - 1;
      int from = start == null ? (step > 0 ? low : high) : bounded(start, size, low, high);
      int to = stop == null ? (step > 0 ? high : low) : bounded(stop, size, low, high);
      int count = Math.max(0, Math.ceilDiv(to - from, step));
      first[at] = from;
      boolean firstOnly = step == 1 && from == 0 && stop != null && stop == 1;
      if (whole && !(dynamic && stop != null)) {
        add(Dims.range(shape, at, at + 1));
      } else {
        all = false;
        Shape one = Shape.of(count);
        add(dynamic && !firstOnly ? Dims.dynamic(one, 0, count) : one);
      }
      at++;
    }

    private static int bounded(int index, int size, int low, int high) {
      return Math.clamp(index < 0 ? index + size : index, low, high);
    }

    private void add(Shape dimension) {
      kept = Dims.concat(kept, dimension);
      expanded = Dims.concat(expanded, dimension);
    }

    boolean isAll() {
      return all;
    }

    Shape withNewAxes() {
      return expanded;
    }

    Array slice(Array x) {
      long[] own = x.strides();
      var steps = new ArrayList<Long>();
      long start = 0;
      for (int i = 0; i < own.length; i++) {
        start += first[i] * own[i];
        if ((shrinkMask & 1 << i) == 0) {
          steps.add(own[i] * strides[i]);
        }
      }
      Array part = x.walked(kept, start, steps.stream().mapToLong(s -> s).toArray());
      return part.reshaped(expanded.dims());
    }

    Tensor slice(Lowering g, Tensor x) {
      Attributes options =
          Attributes.of("StridedSliceOptions")
              .with("begin_mask", beginMask, 0)
              .with("end_mask", endMask, 0)
              .with("shrink_axis_mask", shrinkMask, 0);
      return g.add(
          "STRIDED_SLICE",
          options,
          kept,
          x,
          g.integers(begin),
          g.integers(end),
          g.integers(Arrays.copyOf(strides, strides.length)));
    }
  }
}
