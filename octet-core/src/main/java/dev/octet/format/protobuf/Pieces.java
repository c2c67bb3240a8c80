package dev.octet.format.protobuf;

import dev.octet.io.NativeMemory;
import dev.octet.model.Constant;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bytes to be: small ones are gathered in an array, stretches of a file stay views on it, and what
 * is computed is not before it is written. Of many bytes few are on the heap.
 */
final class Pieces {
  private static final int FIRST_ROOM = 64;
  private static final int MOST_ON_HEAP = 1 << 20;
  private static final int STAGE = 1 << 20;

  private final List<Constant> done = new ArrayList<>();
  private long doneBytes;

  /** Bytes that follow what is done; none while a view is open. */
  private byte[] small = {};

  private int used;

  /** A stretch that follows what is done and may yet grow; empty while there are small bytes. */
  private MemorySegment viewed = MemorySegment.NULL;

  private long viewStart;
  private long viewEnd;

  long size() {
    return doneBytes + used + (viewEnd - viewStart);
  }

  void put(byte value) {
    endView();
    if (used == small.length) {
      grow(1);
    }
    small[used++] = value;
  }

  /** Copies a few bytes. */
  void put(MemorySegment bytes) {
    endView();
    int size = Math.toIntExact(bytes.byteSize());
    if (size > small.length - used) {
      grow(size);
    }
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, small, used, size);
    used += size;
  }

  private void grow(int wanted) {
    if (used >= MOST_ON_HEAP) {
      endSmall();
    }
    if (wanted > small.length - used) {
      small = Arrays.copyOf(small, Math.max(Math.max(FIRST_ROOM, 2 * small.length), used + wanted));
    }
  }

  void add(Constant bytes) {
    end();
    done.add(bytes);
    doneBytes += bytes.byteSize();
  }

  void addAll(Pieces other) {
    other.endView();
    if (other.done.isEmpty()) {
      put(MemorySegment.ofArray(other.small).asSlice(0, other.used));
      return;
    }
    end();
    other.end();
    done.addAll(other.done);
    doneBytes += other.doneBytes;
  }

  /** Adds a stretch of a segment; one that follows the stretch before it makes one of both. */
  void view(MemorySegment bytes, long start, long end) {
    endSmall();
    if (viewed.equals(bytes) && viewEnd == start) {
      viewEnd = end;
      return;
    }
    endView();
    viewed = bytes;
    viewStart = start;
    viewEnd = end;
  }

  private void end() {
    endView();
    endSmall();
  }

  private void endView() {
    if (viewEnd > viewStart) {
      done.add(Constant.stored(viewed.asSlice(viewStart, viewEnd - viewStart)));
      doneBytes += viewEnd - viewStart;
    }
    viewed = MemorySegment.NULL;
    viewStart = 0;
    viewEnd = 0;
  }

  /** What was gathered leaves the heap where it is much. */
  private void endSmall() {
    if (used == 0) {
      return;
    }
    MemorySegment gathered = MemorySegment.ofArray(small).asSlice(0, used);
    if (used >= MOST_ON_HEAP) {
      gathered = NativeMemory.allocate(used, 1).copyFrom(gathered);
    } else {
      small = new byte[0];
    }
    done.add(Constant.stored(gathered));
    doneBytes += used;
    used = 0;
  }

  void writeTo(WritableByteChannel channel) throws IOException {
    end();
    ByteBuffer stage = ByteBuffer.allocateDirect(STAGE);
    for (Constant piece : done) {
      long at = 0;
      while (at < piece.byteSize()) {
        at += fill(stage, piece, at);
        if (stage.remaining() < Constant.GRAIN) {
          drain(stage, channel);
        }
      }
    }
    drain(stage, channel);
  }

  /** Puts as much of a piece on the stage as there is room; its pieces end at a whole grain. */
  private static long fill(ByteBuffer stage, Constant piece, long at) {
    long left = piece.byteSize() - at;
    long room = stage.remaining() & -Constant.GRAIN;
    long now = Math.min(left, room);
    piece.read(at, MemorySegment.ofBuffer(stage).asSlice(0, now));
    stage.position(stage.position() + (int) now);
    return now;
  }

  private static void drain(ByteBuffer stage, WritableByteChannel channel) throws IOException {
    stage.flip();
    while (stage.hasRemaining()) {
      channel.write(stage);
    }
    stage.clear();
  }

  MemorySegment toBytes() {
    end();
    MemorySegment all = NativeMemory.allocate(Math.max(1, doneBytes), 1).asSlice(0, doneBytes);
    long at = 0;
    for (Constant piece : done) {
      piece.read(0, all.asSlice(at, piece.byteSize()));
      at += piece.byteSize();
    }
    return all.asReadOnly();
  }
}
