package dev.octet.format.tflite;

import dev.octet.model.Constant;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the chunks of a layout, computing derived constants on several threads. Each chunk has its
 * place, so the bytes do not depend on who writes what when.
 */
final class ChunkWriter {
  /** Puts one chunk where it belongs; {@code scratch} is the thread's own, of any content. */
  @FunctionalInterface
  private interface Target {
    void put(Layout.Chunk chunk, MemorySegment scratch) throws IOException;
  }

  /** Smaller chunks are not worth a hole. */
  private static final int HOLE = 1 << 20;

  private final Layout layout;
  private final int threads;
  private final AtomicInteger next = new AtomicInteger();

  /** One writer writes once. */
  ChunkWriter(Layout layout, int threads) {
    this.layout = layout;
    this.threads = Math.clamp(layout.chunks().size(), 1, Math.max(1, threads));
  }

  /** Writes the whole file; gaps, and chunks of zeros, stay holes, which read as zero. */
  void to(FileChannel channel) throws IOException {
    if (layout.size() > 0) {
      channel.write(ByteBuffer.allocate(1), layout.size() - 1);
    }
    run(
        Layout.CHUNK,
        (chunk, scratch) -> {
          MemorySegment bytes = existing(chunk);
          if (bytes == null) {
            bytes = scratch.asSlice(0, chunk.length());
            if (chunk.parts().size() > 1) {
              bytes.fill((byte) 0);
            }
            chunk.fill(bytes);
          }
          if (chunk.length() < HOLE || !isZero(bytes)) {
            write(channel, bytes.asByteBuffer(), chunk.start());
          }
        });
  }

  /** Whether all bytes are zero; mostly the first few tell. */
  private static boolean isZero(MemorySegment bytes) {
    return bytes.get(ValueLayout.JAVA_BYTE, 0) == 0
        && bytes.asSlice(1).mismatch(bytes.asSlice(0, bytes.byteSize() - 1)) == -1;
  }

  /** Fills zeroed memory that is as long as the layout. */
  void to(MemorySegment memory) throws IOException {
    run(0, (chunk, _) -> chunk.fill(memory.asSlice(chunk.start(), chunk.length())));
  }

  /** The bytes of a chunk that is a view on a file, and so needs no copy on its way. */
  private static @Nullable MemorySegment existing(Layout.Chunk chunk) {
    Layout.Part part = chunk.parts().getFirst();
    return chunk.parts().size() == 1
            && part.source() instanceof Constant.Stored(MemorySegment bytes)
            && bytes.isNative()
        ? bytes.asSlice(part.offset(), part.length())
        : null;
  }

  private static void write(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
    long position = at;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private void run(int scratchBytes, Target target) throws IOException {
    if (threads == 1) {
      work(scratchBytes, target);
      return;
    }
    var work = new ArrayList<Future<?>>();
    try (var pool = Executors.newFixedThreadPool(threads, r -> daemon(r))) {
      for (int i = 0; i < threads; i++) {
        work.add(
            pool.submit(
                () -> {
                  work(scratchBytes, target);
                  return true;
                }));
      }
      await(work);
    }
  }

  private void await(List<Future<?>> work) throws IOException {
    try {
      for (Future<?> worker : work) {
        worker.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException bug -> throw bug;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      next.set(layout.chunks().size());
    }
  }

  private void work(int scratchBytes, Target target) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment scratch = arena.allocate(Math.max(1, scratchBytes), Constant.GRAIN);
      for (int i = next.getAndIncrement(); i < layout.chunks().size(); i = next.getAndIncrement()) {
        target.put(layout.chunks().get(i), scratch);
      }
    } catch (Throwable e) {
      next.set(layout.chunks().size());
      throw e;
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("octet-write").unstarted(work);
  }
}
