package dev.octet.format.hdf5;

import dev.octet.io.Inflation;
import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import io.jhdf.object.message.FillValueMessage;
import io.jhdf.object.message.FillValueOldMessage;
import java.lang.foreign.MemorySegment;

/**
 * What stands where nothing was written.
 *
 * @param element one element's bytes, or none for zeros
 */
record Fill(MemorySegment element) {
  private static final long FREE = 1 << 20;

  static Fill of(Header header) {
    if (!header.has(FillValueMessage.MESSAGE_TYPE)
        && header.has(FillValueOldMessage.MESSAGE_TYPE)) {
      throw Hdf5Errors.unsupported("has gaps, and fills them in the manner of very old files");
    }
    return new Fill(
        header
            .optional(FillValueMessage.MESSAGE_TYPE, FillValueMessage.class)
            .filter(FillValueMessage::isFillValueDefined)
            .map(m -> MemorySegment.ofBuffer(m.getFillValue()))
            .orElse(MemorySegment.ofArray(new byte[0])));
  }

  /** Room for a dataset of which the file holds so many bytes, packed or not. */
  static MemorySegment empty(long bytes, long held, Storage storage) {
    if (bytes > FREE && !Inflation.canHold(held, bytes)) {
      throw Hdf5Errors.tooLarge(
          "claims %d bytes, of which the file holds %d, packed".formatted(bytes, held));
    }
    storage.unpack(bytes);
    return NativeMemory.allocate(bytes, Constant.GRAIN);
  }

  /** The same, filled with this. */
  MemorySegment room(long bytes, long held, Storage storage) {
    MemorySegment room = empty(bytes, held, storage);
    long width = element.byteSize();
    if (width > 0 && bytes % width == 0) {
      for (long at = 0; at < bytes; at += width) {
        MemorySegment.copy(element, 0, room, at, width);
      }
    } else if (width > 0) {
      throw Hdf5Errors.malformed("fills its gaps with values of another type");
    }
    return room;
  }
}
