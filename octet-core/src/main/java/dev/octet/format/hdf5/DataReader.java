package dev.octet.format.hdf5;

import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import io.jhdf.Constants;
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

  static Constant read(Hdf5Object object, Element element, int[] shape) {
    var grid = new Grid(shape, element.bytes());
    long bytes = grid.bytes();
    if (bytes == 0) {
      return Constant.of(new byte[0]);
    }
    MemorySegment stored = stored(object, grid);
    return Constant.stored(littleEndian(stored, element, object.storage()));
  }

  private static MemorySegment stored(Hdf5Object object, Grid grid) {
    long bytes = grid.bytes();
    if (object.has(ContiguousDataLayoutMessage.class)) {
      long address = object.message(ContiguousDataLayoutMessage.class).getAddress();
      return address == Constants.UNDEFINED_ADDRESS
          ? Fill.of(object).room(bytes, 0, object.storage())
          : object.storage().slice(address, bytes);
    }
    if (object.has(CompactDataLayoutMessage.class)) {
      var compact =
          MemorySegment.ofBuffer(object.message(CompactDataLayoutMessage.class).getDataBuffer());
      if (compact.byteSize() < bytes) {
        throw Hdf5Errors.malformed("holds %d bytes of %d".formatted(compact.byteSize(), bytes));
      }
      return compact.asSlice(0, bytes);
    }
    if (object.has(ChunkedDataLayoutMessage.class)) {
      return ChunkReader.read(object, grid, ChunkIndex.of(object, grid));
    }
    if (object.has(ChunkedDataLayoutMessageV4.class)) {
      return ChunkReader.read(object, grid, ChunkIndex.ofNewer(object, grid));
    }
    throw Hdf5Errors.malformed("does not say where its elements are");
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
