package dev.octet.format.hdf5;

import dev.octet.io.Inflation;
import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;

/**
 * What was done to chunks before they were written, in order; undone here within known bounds.
 *
 * @param steps in the order of writing
 * @param elementBytes bytes per element
 * @param room two stretches of memory that a chunk fits in, used in turn
 */
record Filters(List<Step> steps, int elementBytes, List<MemorySegment> room) {
  static final Filters NONE = new Filters(List.of(), 1, List.of());

  private static final int CHECKSUM_BYTES = 4;

  /** One thing that is done. */
  enum Step {
    DEFLATE,
    SHUFFLE,
    CHECKSUM
  }

  static Filters of(FilterPipelineMessage message, Grid chunk, long held, Storage storage) {
    var steps = new ArrayList<Step>();
    for (FilterInfo info : message.getFilters()) {
      steps.add(
          switch (info.getId()) {
            case 1 -> Step.DEFLATE;
            case 2 -> Step.SHUFFLE;
            case 3 -> Step.CHECKSUM;
            default -> throw Hdf5Errors.unsupported("is packed with '%s'".formatted(name(info)));
          });
    }
    // one more, so that an inflater can tell that it has come to the end
    long bytes = chunk.bytes() + (long) CHECKSUM_BYTES * steps.size() + 1;
    if (!Inflation.canHold(held, bytes)) {
      throw Hdf5Errors.tooLarge(
          "has chunks of %d bytes, of which the file holds %d, packed".formatted(bytes, held));
    }
    storage.unpack(2 * bytes);
    return new Filters(
        List.copyOf(steps),
        chunk.elementBytes(),
        List.of(NativeMemory.allocate(bytes, Constant.GRAIN), NativeMemory.allocate(bytes, 8)));
  }

  private static String name(FilterInfo info) {
    return switch (info.getId()) {
      case 4 -> "szip";
      case 5 -> "nbit";
      case 6 -> "scaleoffset";
      case 32000 -> "lzf";
      default -> info.getName() + ", number " + info.getId();
    };
  }

  /**
   * Undoes them all.
   *
   * @param skipped the steps that this chunk was spared
   * @return good until the next call
   */
  MemorySegment decode(MemorySegment chunk, BitSet skipped) {
    MemorySegment at = chunk;
    int used = 0;
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (!skipped.get(i)) {
        at =
            switch (steps.get(i)) {
              case DEFLATE -> inflate(at, room.get(used++ % 2));
              case SHUFFLE -> unshuffle(at, room.get(used++ % 2));
              case CHECKSUM -> checked(at);
            };
      }
    }
    return at;
  }

  private static MemorySegment inflate(MemorySegment packed, MemorySegment free) {
    try {
      return free.asSlice(0, Inflation.inflate(packed, free, false));
    } catch (DataFormatException e) {
      throw Hdf5Errors.malformed("a packed chunk is damaged").because(e);
    }
  }

  /** First all first bytes of elements were written, then all second ones, and so on. */
  private MemorySegment unshuffle(MemorySegment from, MemorySegment to) {
    long count = from.byteSize() / elementBytes;
    if (from.byteSize() > to.byteSize()) {
      throw Hdf5Errors.malformed("a packed chunk holds more than its shape");
    }
    for (int plane = 0; plane < elementBytes; plane++) {
      for (long i = 0; i < count; i++) {
        byte value = from.get(ValueLayout.JAVA_BYTE, plane * count + i);
        to.set(ValueLayout.JAVA_BYTE, i * elementBytes + plane, value);
      }
    }
    // bytes that make no whole element stayed where they were
    long done = count * elementBytes;
    MemorySegment.copy(from, done, to, done, from.byteSize() - done);
    return to.asSlice(0, from.byteSize());
  }

  private static MemorySegment checked(MemorySegment chunk) {
    long end = chunk.byteSize() - CHECKSUM_BYTES;
    if (end < 0 || chunk.get(Constant.I32, end) != Fletcher32.of(chunk.asSlice(0, end))) {
      throw Hdf5Errors.malformed("a chunk is damaged: its checksum is wrong");
    }
    return chunk.asSlice(0, end);
  }
}
