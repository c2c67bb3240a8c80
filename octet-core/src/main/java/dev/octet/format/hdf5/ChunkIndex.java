package dev.octet.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Where the chunks of a dataset are.
 *
 * @param chunk the shape of each
 * @param chunks those that were written; the others hold the fill value
 */
record ChunkIndex(Grid chunk, List<Chunk> chunks) {
  /** Checks that chunks of this shape can be. */
  ChunkIndex {
    for (int dim : chunk.dims()) {
      if (dim < 1) {
        throw Hdf5Errors.malformed("has chunks of no size");
      }
    }
    if (chunk.bytes() > Integer.MAX_VALUE) {
      throw Hdf5Errors.tooLarge("has chunks of more than 2 GiB");
    }
    chunks = chunks.stream().filter(c -> c.getAddress() != Constants.UNDEFINED_ADDRESS).toList();
  }

  static ChunkIndex of(Storage storage, ChunkedDataLayoutMessage layout, Grid grid) {
    Grid chunk = new Grid(layout.getChunkDimensions(), grid.elementBytes());
    checkRank(chunk, grid);
    long tree = layout.getBTreeAddress();
    return new ChunkIndex(
        chunk,
        tree == Constants.UNDEFINED_ADDRESS
            ? List.of()
            : BTreeV1.createDataBTree(storage, tree, grid.rank()).getChunks());
  }

  /** Files of HDF5 1.10 and later, when asked for. */
  static ChunkIndex of(Storage storage, ChunkedDataLayoutMessageV4 layout, Grid grid) {
    int[] dims = layout.getChunkDimensions(); // the last is the size of an element
    Grid chunk = new Grid(Arrays.copyOf(dims, Math.max(0, dims.length - 1)), grid.elementBytes());
    checkRank(chunk, grid);
    var empty = new ChunkIndex(chunk, List.of());
    return layout.getAddress() == Constants.UNDEFINED_ADDRESS
        ? empty
        : new ChunkIndex(chunk, List.copyOf(newer(storage, layout, chunk, grid)));
  }

  private static Collection<Chunk> newer(
      Storage storage, ChunkedDataLayoutMessageV4 layout, Grid chunk, Grid grid) {
    var info =
        new DatasetInfo(
            (int) chunk.bytes(), Arrays.stream(grid.dims()).asLongStream().toArray(), chunk.dims());
    return switch (layout.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(layout, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX -> {
        Dense.checkFixedArray(storage, layout.getAddress());
        yield new FixedArrayIndex(storage, layout.getAddress(), info).getAllChunks();
      }
      default ->
          throw Hdf5Errors.unsupported(
              "has chunks listed in a way that is not known (%d)"
                  .formatted(layout.getIndexingType()));
    };
  }

  private static void checkRank(Grid chunk, Grid grid) {
    if (chunk.rank() != grid.rank() || grid.rank() == 0) {
      throw Hdf5Errors.malformed(
          "has chunks of %d dimensions, itself %d".formatted(chunk.rank(), grid.rank()));
    }
  }
}
