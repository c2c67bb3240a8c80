package dev.octet.io;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory outside of the heap that lives as long as it is referred to. */
public final class NativeMemory {
  private NativeMemory() {}

  /**
   * Allocates memory, zeroed. Java lets such memory be as large as the heap at most, and collects
   * garbage before it refuses more; a model may well be larger than the heap, so then it is
   * allocated past that limit.
   *
   * @param alignment a power of two
   */
  @SuppressWarnings("restricted") // the memory is our own
  public static MemorySegment allocate(long bytes, long alignment) {
    try {
      return Arena.ofAuto().allocate(bytes, alignment);
    } catch (OutOfMemoryError e) {
      // only memory that frees itself counts against the limit
      var arena = Arena.ofShared();
      return arena.allocate(bytes, alignment).reinterpret(Arena.ofAuto(), _ -> arena.close());
    }
  }
}
