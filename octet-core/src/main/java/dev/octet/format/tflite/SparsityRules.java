package dev.octet.format.tflite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.util.HashSet;
import java.util.List;

/**
 * Checks the description of a sparse constant: the runtime follows its segments and indices without
 * looking where they lead.
 *
 * <p>Dimensions are visited in the traversal order: first those of the tensor (counted in blocks),
 * then those within a block. Each is dense, or compressed as rows of a sparse matrix are.
 */
final class SparsityRules {
  private final List<?> order;
  private final List<?> blocks;
  private final List<?> levels;
  private final Shape shape;

  private SparsityRules(Attributes sparsity, Shape shape) {
    this.order = sparsity.list("traversal_order");
    this.blocks = sparsity.list("block_map");
    this.levels = sparsity.list("dim_metadata");
    this.shape = shape;
  }

  /**
   * Checks the sparsity of a constant.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Attributes sparsity, Shape shape, ElementType type, Constant data) {
    long values = new SparsityRules(sparsity, shape).values();
    need(type.bits() > 0 && type.bytes(values) == data.byteSize(), "size of the data");
  }

  /** The number of values that are stored. */
  private long values() {
    int rank = shape.rank();
    need(rank > 0 && order.size() == rank + blocks.size(), "traversal order");
    need(levels.size() == order.size(), "number of dimensions");
    need(new HashSet<>(order).size() == order.size(), "traversal order");
    int[] sizes = sizes();
    long values = 1;
    for (int i = 0; i < order.size(); i++) {
      long dim = number(order, i);
      need(i < rank ? dim < rank : dim >= rank, "traversal order");
      values = level((Attributes) levels.get(i), values, sizes[(int) dim]);
    }
    return values;
  }

  /** The size of each dimension, those of the tensor in blocks. */
  private int[] sizes() {
    int rank = shape.rank();
    var sizes = new int[order.size()];
    System.arraycopy(shape.dims(), 0, sizes, 0, rank);
    for (int i = rank; i < order.size(); i++) {
      int block = (int) number(order, i);
      long mapped = block < rank ? -1 : number(blocks, block - rank);
      long size = ((Attributes) levels.get(i)).integer("dense_size", 0);
      need(mapped >= 0 && mapped < rank && size > 0, "block map");
      need(sizes[(int) mapped] % size == 0, "block size");
      sizes[block] = (int) size;
      sizes[(int) mapped] /= (int) size;
    }
    return sizes;
  }

  private static long level(Attributes level, long parents, int size) {
    if (level.name("format", "DENSE").equals("DENSE")) {
      need(level.integer("dense_size", 0) == size, "size of a dense dimension");
      return Math.multiplyExact(parents, (long) size);
    }
    List<?> segments = vector(level, "array_segments");
    List<?> indices = vector(level, "array_indices");
    need(segments.size() == parents + 1 && segments.getFirst().equals(0L), "segments");
    for (int i = 1; i < segments.size(); i++) {
      need((Long) segments.get(i) >= (Long) segments.get(i - 1), "segments");
    }
    need(segments.getLast().equals((long) indices.size()), "segments");
    for (Object index : indices) {
      need((Long) index >= 0 && (Long) index < size, "indices");
    }
    return indices.size();
  }

  private static List<?> vector(Attributes level, String name) {
    return level.fields().get(name) instanceof Attributes vector
        ? vector.list("values")
        : List.of();
  }

  private long number(List<?> list, int index) {
    long value = (Long) list.get(index);
    need(value >= 0 && value < order.size(), "traversal order");
    return value;
  }

  private static void need(boolean holds, String what) {
    if (!holds) {
      throw TfliteReader.malformed("is sparse, but its description does not fit: " + what);
    }
  }
}
