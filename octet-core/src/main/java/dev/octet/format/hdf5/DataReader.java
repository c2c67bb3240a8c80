package dev.octet.format.hdf5;

import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import io.jhdf.Constants;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The elements of a dataset, from wherever they are kept. */
final class DataReader {
  private DataReader() {}

  static Constant read(Header header, Element element, int[] shape) {
    var grid = new Grid(shape, element.bytes());
    long bytes = grid.bytes();
    if (bytes == 0) {
      return Constant.of(new byte[0]);
    }
    MemorySegment stored = stored(header, grid);
    return Constant.stored(littleEndian(stored, element, header.storage()));
  }

  private static MemorySegment stored(Header header, Grid grid) {
    long bytes = grid.bytes();
    Storage storage = header.storage();
    return switch (header.one(DataLayoutMessage.MESSAGE_TYPE, DataLayoutMessage.class)) {
      case ContiguousDataLayoutMessage m when m.getAddress() == Constants.UNDEFINED_ADDRESS ->
          Fill.of(header).room(bytes, 0, storage);
      case ContiguousDataLayoutMessage m -> storage.slice(m.getAddress(), bytes);
      case CompactDataLayoutMessage m -> compact(MemorySegment.ofBuffer(m.getDataBuffer()), bytes);
      case ChunkedDataLayoutMessage m ->
          ChunkReader.read(header, grid, ChunkIndex.of(storage, m, grid));
      case ChunkedDataLayoutMessageV4 m ->
          ChunkReader.read(header, grid, ChunkIndex.of(storage, m, grid));
      default -> throw Hdf5Errors.unsupported("keeps its elements in a way that is not known");
    };
  }

  private static MemorySegment compact(MemorySegment present, long bytes) {
    if (present.byteSize() < bytes) {
      throw Hdf5Errors.malformed("holds %d bytes of %d".formatted(present.byteSize(), bytes));
    }
    return present.asSlice(0, bytes);
  }

  private static MemorySegment littleEndian(
      MemorySegment stored, Element element, Storage storage) {
    if (element.order() == ByteOrder.LITTLE_ENDIAN || element.bytes() == 1) {
      return stored;
    }
    storage.unpack(stored.byteSize());
    MemorySegment swapped = NativeMemory.allocate(stored.byteSize(), Constant.GRAIN);
    switch (element.bytes()) {
      case 2 ->
          MemorySegment.copy(
              stored, big(Constant.I16), 0, swapped, Constant.I16, 0, count(stored, 2));
      case 4 ->
          MemorySegment.copy(
              stored, big(Constant.I32), 0, swapped, Constant.I32, 0, count(stored, 4));
      default ->
          MemorySegment.copy(
              stored, big(Constant.I64), 0, swapped, Constant.I64, 0, count(stored, 8));
    }
    return swapped;
  }

  private static ValueLayout big(ValueLayout layout) {
    return layout.withOrder(ByteOrder.BIG_ENDIAN);
  }

  private static long count(MemorySegment stored, int bytes) {
    return stored.byteSize() / bytes;
  }
}
