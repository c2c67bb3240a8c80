package dev.octet.format.tflite;

import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * What is where in a file to be written, cut into chunks that can be written in any order.
 *
 * @param size bytes of the whole file
 * @param chunks by position; the gaps between and within them are zero
 */
record Layout(long size, List<Chunk> chunks) {
  /** A constant larger than this is cut into several chunks; smaller ones share one. */
  static final int CHUNK = 4 << 20;

  /**
   * A stretch of the file.
   *
   * @param parts in order, within {@link #CHUNK} bytes from the first's position
   */
  record Chunk(List<Part> parts) {
    /** Where it starts in the file. */
    long start() {
      return parts.getFirst().at();
    }

    /** Bytes from its start to the end of its last part. */
    int length() {
      return Math.toIntExact(parts.getLast().end() - start());
    }

    /** Copies or computes it; {@code target} is as long and zero. */
    void fill(MemorySegment target) {
      for (Part part : parts) {
        part.source().read(part.offset(), target.asSlice(part.at() - start(), part.length()));
      }
    }
  }

  /**
   * A piece of one constant.
   *
   * @param at its place in the file
   * @param source the constant
   * @param offset where in the constant it starts, a multiple of {@link Constant#GRAIN}
   * @param length bytes, up to {@link #CHUNK}
   */
  record Part(long at, Constant source, long offset, long length) {
    long end() {
      return at + length;
    }
  }

  /** Collects parts in the order of their places. */
  static final class Builder {
    private final List<Chunk> chunks = new ArrayList<>();
    private final List<Part> open = new ArrayList<>();
    private long end;

    /** Starts with what stands at the beginning of the file. */
    Builder(MemorySegment header) {
      add(Constant.stored(header));
    }

    /**
     * Adds a constant behind what is there.
     *
     * @param alignment of its first byte
     * @param counted whether its size stands before it, as for a vector
     * @return its place in the file
     */
    long append(Constant constant, int alignment, boolean counted) {
      int count = counted ? Integer.BYTES : 0;
      end = Math.ceilDiv(end + count, (long) alignment) * alignment - count;
      if (counted) {
        add(Constant.of(Math.toIntExact(constant.byteSize())));
      }
      long start = end;
      add(constant);
      return start;
    }

    Layout build() {
      close();
      return new Layout(end, List.copyOf(chunks));
    }

    private void add(Constant constant) {
      for (long offset = 0; offset < constant.byteSize(); offset += CHUNK) {
        long length = Math.min(CHUNK, constant.byteSize() - offset);
        if (!open.isEmpty() && end + length - open.getFirst().at() > CHUNK) {
          close();
        }
        open.add(new Part(end, constant, offset, length));
        end += length;
      }
    }

    private void close() {
      if (!open.isEmpty()) {
        chunks.add(new Chunk(List.copyOf(open)));
        open.clear();
      }
    }
  }
}
