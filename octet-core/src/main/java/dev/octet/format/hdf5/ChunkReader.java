package dev.octet.format.hdf5;

import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.object.message.FilterPipelineMessage;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;

/** Puts a dataset together from its chunks. */
final class ChunkReader {
  private final Grid grid;
  private final Grid chunkGrid;
  private final MemorySegment target;

  private ChunkReader(Grid grid, Grid chunkGrid, MemorySegment target) {
    this.grid = grid;
    this.chunkGrid = chunkGrid;
    this.target = target;
  }

  /** All elements, in order. */
  static MemorySegment read(Header header, Grid grid, ChunkIndex index) {
    long bytes = grid.bytes();
    Storage storage = header.storage();
    long held = index.chunks().stream().mapToLong(Chunk::getSize).sum();
    boolean whole = covered(index, grid);
    MemorySegment target =
        whole ? Fill.empty(bytes, held, storage) : Fill.of(header).room(bytes, held, storage);
    var filters =
        header
            .optional(FilterPipelineMessage.MESSAGE_TYPE, FilterPipelineMessage.class)
            .map(m -> Filters.of(m, index.chunk(), held, storage))
            .orElse(Filters.NONE);
    var reader = new ChunkReader(grid, index.chunk(), target);
    Set<Long> seen = new HashSet<>();
    for (Chunk chunk : index.chunks()) {
      MemorySegment packed = storage.slice(chunk.getAddress(), chunk.getSize());
      MemorySegment elements = filters.decode(packed, chunk.getFilterMask());
      if (elements.byteSize() != index.chunk().bytes()) {
        throw Hdf5Errors.malformed(
            "a chunk of %d bytes should have %d"
                .formatted(elements.byteSize(), index.chunk().bytes()));
      }
      if (!seen.add(reader.place(chunk.getChunkOffset()))) {
        throw Hdf5Errors.malformed("has a chunk twice");
      }
      reader.copy(elements, chunk.getChunkOffset(), 0, 0, 0);
    }
    return target;
  }

  /** Whether there are as many chunks as it takes. */
  private static boolean covered(ChunkIndex index, Grid grid) {
    long chunks = 1;
    for (int i = 0; i < grid.rank() && chunks <= index.chunks().size(); i++) {
      chunks *= Math.ceilDiv(grid.dim(i), index.chunk().dim(i));
    }
    return chunks == index.chunks().size();
  }

  /** Where a chunk starts, in bytes from the dataset's start. */
  private long place(long[] offset) {
    long place = 0;
    for (int i = 0; i < offset.length; i++) {
      if (offset[i] < 0 || offset[i] >= grid.dim(i) || offset[i] % chunkGrid.dim(i) != 0) {
        throw Hdf5Errors.malformed("has a chunk outside of its shape");
      }
      place += offset[i] * grid.stride(i);
    }
    return place;
  }

  /** Copies rows; those of a chunk that reach over the dataset's edge are cut there. */
  private void copy(MemorySegment chunk, long[] offset, int axis, long from, long to) {
    long first = offset[axis];
    long count = Math.min(chunkGrid.dim(axis), grid.dim(axis) - first);
    long start = to + first * grid.stride(axis);
    if (axis == grid.rank() - 1) {
      MemorySegment.copy(chunk, from, target, start, count * grid.elementBytes());
      return;
    }
    for (long i = 0; i < count; i++) {
      copy(
          chunk,
          offset,
          axis + 1,
          from + i * chunkGrid.stride(axis),
          start + i * grid.stride(axis));
    }
  }
}
