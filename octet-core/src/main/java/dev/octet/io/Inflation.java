package dev.octet.io;

import java.lang.foreign.MemorySegment;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated bytes, unpacked into memory of a known size. */
public final class Inflation {
  /** No deflated byte stands for more than this many. */
  private static final long MOST_INFLATED = 1032;

  private static final long PIECE = 1 << 28;

  private Inflation() {}

  /** Whether so many deflated bytes can stand for so many. */
  public static boolean canHold(long packed, long unpacked) {
    return unpacked / MOST_INFLATED <= packed + 1;
  }

  /**
   * Unpacks into {@code target}, which should have a byte more than is awaited.
   *
   * @param raw whether there is nothing around the deflated bytes
   * @return how many bytes came; as many as the target has if there would be more
   * @throws DataFormatException if the bytes are damaged or end early
   */
  public static long inflate(MemorySegment packed, MemorySegment target, boolean raw)
      throws DataFormatException {
    long read = 0;
    long written = 0;
    try (var inflater = new Inflater(raw)) {
      while (!inflater.finished() && written < target.byteSize()) {
        if (inflater.needsInput()) {
          long piece = Math.min(PIECE, packed.byteSize() - read);
          if (piece == 0 || inflater.needsDictionary()) {
            throw new DataFormatException("ends early");
          }
          inflater.setInput(packed.asSlice(read, piece).asByteBuffer());
          read += piece;
        }
        long room = Math.min(PIECE, target.byteSize() - written);
        int n = inflater.inflate(target.asSlice(written, room).asByteBuffer());
        if (n == 0 && inflater.needsDictionary()) {
          throw new DataFormatException("needs a dictionary");
        }
        written += n;
      }
    }
    return written;
  }
}
