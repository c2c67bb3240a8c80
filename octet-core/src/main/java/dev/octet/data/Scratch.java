package dev.octet.data;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Room for arrays that cannot be used where they lie (compressed, big-endian, Fortran order): small
 * ones in memory outside the heap, others in a temporary file that is mapped, so that memory stays
 * free whatever their size.
 */
final class Scratch {
  private static final long IN_MEMORY = 8 << 20;
  private static final int CHUNK = 1 << 20;

  /** Of streams there may be thousands, as of the parts of a data set. */
  private static final int FEW = 1 << 16;

  private Scratch() {}

  /** Gives the bytes of an array piece by piece, first to last; pieces are whole elements. */
  @FunctionalInterface
  interface Source {
    void fill(long offset, MemorySegment piece) throws IOException;
  }

  /** Stores the bytes of a source. */
  static MemorySegment store(long bytes, Source source) throws IOException {
    if (bytes <= IN_MEMORY) {
      MemorySegment all = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
      source.fill(0, all);
      return all.asReadOnly();
    }
    Path file = Files.createTempFile("octet", ".tmp");
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      // written, not mapped: a full disk is an exception then, not the death of the process
      var piece = MemorySegment.ofArray(new byte[CHUNK]);
      for (long at = 0; at < bytes; at += CHUNK) {
        MemorySegment part = piece.asSlice(0, Math.min(CHUNK, bytes - at));
        source.fill(at, part);
        var buffer = part.asByteBuffer();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto());
    } finally {
      delete(file);
    }
  }

  /**
   * Stores all that a stream gives. When the stream fails, what came before is kept.
   *
   * @param failed told what ended the stream before its time
   */
  static MemorySegment storeAll(InputStream in, Consumer<IOException> failed) throws IOException {
    var rest = new Rest(in, failed);
    byte[] start = rest.read(FEW);
    if (start.length < FEW) {
      return MemorySegment.ofArray(start).asReadOnly();
    }
    Path file = Files.createTempFile("octet", ".tmp");
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (byte[] piece = start; piece.length > 0; piece = rest.read(CHUNK)) {
        var buffer = ByteBuffer.wrap(piece);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } finally {
      delete(file);
    }
  }

  /** Reads on up to the first failure. */
  private record Rest(InputStream in, Consumer<IOException> failed) {
    byte[] read(int most) {
      var bytes = new byte[most];
      int n = 0;
      try {
        for (int k = 0; n < most && k >= 0; n += Math.max(0, k)) {
          k = in.read(bytes, n, most - n);
        }
      } catch (IOException e) {
        failed.accept(e);
      }
      return n == most ? bytes : Arrays.copyOf(bytes, n);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // Windows keeps mapped files
    }
  }
}
