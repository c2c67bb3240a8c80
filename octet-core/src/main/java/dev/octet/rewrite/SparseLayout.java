package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the stored values of a sparse constant belong in the dense one. The dimensions are visited
 * level by level in the traversal order; a step along a level moves by a fixed number of dense
 * elements (source: {@code tflite/kernels/internal/utils/sparsity_format_converter.cc}).
 */
final class SparseLayout {
  /**
   * One dimension that is visited, of the tensor or within its blocks.
   *
   * @param size how many places there are
   * @param step the dense elements from one place to the next
   * @param below the dense elements from the first to the last that the levels below reach
   * @param segments where the places of each parent start in {@code indices}; null if all are there
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Level(
      int size, long step, long below, int @Nullable [] segments, int @Nullable [] indices) {
    long index(int place, int first) {
      return indices == null ? place - first : indices[place];
    }
  }

  private final List<Level> levels;

  private SparseLayout(List<Level> levels) {
    this.levels = levels;
  }

  /** The layout, or null for one that the runtime does not read as it is written. */
  static @Nullable SparseLayout of(Attributes sparsity, Shape shape) {
    int[] order = ints(sparsity.list("traversal_order"));
    int[] blocks = ints(sparsity.list("block_map"));
    List<?> metadata = sparsity.list("dim_metadata");
    int rank = shape.rank();
    long[] steps = new long[order.length];
    int[] sizes = new int[order.length];
    long step = 1;
    for (int d = rank - 1; d >= 0; d--) {
      steps[d] = step;
      sizes[d] = shape.dim(d);
      step *= shape.dim(d);
    }
    for (int i = rank; i < order.length; i++) {
      // the runtime takes the blocked dimensions in rising order, each blocked once
      int block = order[i] - rank;
      if (block > 0 && blocks[block] <= blocks[block - 1]) {
        return null;
      }
      int dim = blocks[block];
      int size = (int) ((Attributes) metadata.get(i)).integer("dense_size", 0);
      steps[order[i]] = steps[dim];
      sizes[order[i]] = size;
      steps[dim] *= size;
      sizes[dim] /= size;
    }
    return new SparseLayout(levels(order, metadata, sizes, steps));
  }

  private static List<Level> levels(int[] order, List<?> metadata, int[] sizes, long[] steps) {
    var levels = new ArrayList<Level>();
    long below = 0;
    for (int i = order.length - 1; i >= 0; i--) {
      Attributes dim = (Attributes) metadata.get(i);
      boolean dense = dim.name("format", "DENSE").equals("DENSE");
      int size = sizes[order[i]];
      long step = steps[order[i]];
      int[] segments = dense ? null : vector(dim, "array_segments");
      levels.add(
          new Level(size, step, below, segments, dense ? null : vector(dim, "array_indices")));
      below += Math.max(0, size - 1) * step;
    }
    return levels.reversed();
  }

  private static int[] vector(Attributes dim, String name) {
    return dim.fields().get(name) instanceof Attributes vector
        ? ints(vector.list("values"))
        : new int[0];
  }

  private static int[] ints(List<?> list) {
    return list.stream().mapToInt(v -> ((Long) v).intValue()).toArray();
  }

  /**
   * Fills a stretch of the dense constant.
   *
   * @param stored the stored values
   * @param first the element at which the stretch starts
   * @param width the bytes of an element
   */
  void fill(MemorySegment stored, long first, MemorySegment target, int width) {
    target.fill((byte) 0);
    new Stretch(stored, first, first + target.byteSize() / width, target, width).visit(0, 0, 0);
  }

  /** A stretch of dense elements that is being filled. */
  private final class Stretch {
    private final MemorySegment stored;
    private final long first;
    private final long end;
    private final MemorySegment target;
    private final int width;

    Stretch(MemorySegment stored, long first, long end, MemorySegment target, int width) {
      this.stored = stored;
      this.first = first;
      this.end = end;
      this.target = target;
      this.width = width;
    }

    /** Visits the places of a level below one place of the level above. */
    void visit(int depth, int parent, long element) {
      if (depth == levels.size()) {
        long to = (element - first) * width;
        MemorySegment.copy(stored, (long) parent * width, target, to, width);
        return;
      }
      Level level = levels.get(depth);
      int[] segments = level.segments;
      int from = segments == null ? parent * level.size : segments[parent];
      int to = segments == null ? from + level.size : segments[parent + 1];
      for (int place = from; place < to; place++) {
        long at = element + level.index(place, from) * level.step;
        if (at < end && at + level.below >= first) {
          visit(depth + 1, place, at);
        }
      }
    }
  }
}
