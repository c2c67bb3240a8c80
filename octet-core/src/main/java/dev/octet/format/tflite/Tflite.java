package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import dev.octet.io.NativeMemory;
import dev.octet.io.SafeFile;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Reads and writes {@code .tflite} files. */
public final class Tflite {
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int IDENTIFIER = 'T' | 'F' << 8 | 'L' << 16 | '3' << 24;

  /** FlatBuffers end before 2 GiB. */
  static final long FLATBUFFER_LIMIT = Integer.MAX_VALUE - (1L << 20);

  private Tflite() {}

  /** Whether these bytes, the first 8 or more of a file, say that it is a {@code .tflite} file. */
  public static boolean isTflite(MemorySegment start) {
    return start.byteSize() >= 8 && start.get(I32, 4) == IDENTIFIER;
  }

  /** Whether a file's name says that it is a model of a format without a sign at its start. */
  public static boolean isForeign(Path file) {
    return Foreign.named(file).isPresent();
  }

  /**
   * Reads and verifies a model. The file is mapped and its weights stay there: it must not change
   * while the model is in use.
   *
   * @throws OctetException NOT_READABLE; UNKNOWN_FORMAT if it is no {@code .tflite} file;
   *     MALFORMED_MODEL; UNSUPPORTED_MODEL if something in it cannot be carried over;
   *     MODEL_TOO_LARGE if its tensors would need more memory than any sane model
   */
  public static Model read(Path file) {
    return read(file, map(file));
  }

  /**
   * Reads and verifies a model that has been mapped.
   *
   * @param bytes what {@link #map(Path)} gave for the file
   * @throws OctetException as {@link #read(Path)}
   */
  public static Model read(Path file, MemorySegment bytes) {
    if (!isTflite(bytes)) {
      Foreign.named(file)
          .ifPresent(
              e -> {
                throw e.in(file.toString());
              });
    }
    return read(bytes, file.toString());
  }

  /**
   * Reads and verifies a model in memory; its weights are views on {@code bytes}.
   *
   * @param where names the bytes in messages
   * @throws OctetException as {@link #read(Path)}
   */
  public static Model read(MemorySegment bytes, String where) {
    try {
      return TfliteReader.read(bytes);
    } catch (OctetException e) {
      throw e.in(where);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OctetException(ErrorCode.MALFORMED_MODEL, String.valueOf(e.getMessage()))
          .in(where)
          .because(e);
    }
  }

  /**
   * Writes a model, using all processors.
   *
   * @throws OctetException as {@link #write(Model, Path, int)}
   */
  public static void write(Model model, Path file) {
    write(model, file, Runtime.getRuntime().availableProcessors());
  }

  /**
   * Writes a model. Constants are streamed: heap is needed for everything but weights. The new file
   * is written beside {@code file}, read back and verified, and moved into its place; when that
   * fails, or the JVM is ended meanwhile, an older file stays as it was. The same model gives the
   * same bytes, whatever the number of threads.
   *
   * @param threads how many threads compute derived constants, at least 1
   * @throws OctetException NOT_WRITABLE if there is no permission or no space; UNSUPPORTED_MODEL if
   *     options or op names do not exist in the format
   */
  public static void write(Model model, Path file, int threads) {
    write(model, file, threads, _ -> {});
  }

  /**
   * Writes a model as {@link #write(Model, Path, int)} does, with a last check before the new file
   * takes its place.
   *
   * @param check gets the verified bytes, which are gone when it returns; what it throws leaves an
   *     older file as it was
   * @throws OctetException as {@link #write(Model, Path, int)}
   */
  public static void write(Model model, Path file, int threads, Consumer<MemorySegment> check) {
    Layout layout = TfliteWriter.layout(model, FLATBUFFER_LIMIT);
    SafeFile.write(
        file,
        channel -> {
          new ChunkWriter(layout, threads).to(channel);
          try (var arena = Arena.ofShared()) {
            MemorySegment written =
                channel.map(FileChannel.MapMode.READ_ONLY, 0, layout.size(), arena);
            TfliteReader.read(written);
            check.accept(written);
          }
        });
  }

  /**
   * How many bytes {@link #write(Model, Path)} would write; no weight is computed for it.
   *
   * @throws OctetException UNSUPPORTED_MODEL if options or op names do not exist in the format
   */
  public static long size(Model model) {
    return TfliteWriter.layout(model, FLATBUFFER_LIMIT).size();
  }

  /**
   * The bytes that {@link #write(Model, Path)} would write, in memory outside the heap that lives
   * as long as it is referred to.
   *
   * @throws OctetException UNSUPPORTED_MODEL if options or op names do not exist in the format
   */
  public static MemorySegment bytes(Model model) {
    Layout layout = TfliteWriter.layout(model, FLATBUFFER_LIMIT);
    MemorySegment bytes = NativeMemory.allocate(layout.size(), Constant.GRAIN);
    try {
      new ChunkWriter(layout, Runtime.getRuntime().availableProcessors()).to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TfliteReader.read(bytes);
    return bytes;
  }

  /**
   * The number of a builtin op in the format.
   *
   * @throws OctetException UNSUPPORTED_MODEL if the format has no such op
   */
  public static int number(Operation operation) {
    return new OperatorCodes.Code(operation.name(), operation.custom(), operation.version())
        .builtin();
  }

  /**
   * Maps a file, for {@link #read(MemorySegment, String)} and for what wants the same bytes after
   * it. The bytes are there for as long as they are referred to.
   *
   * @throws OctetException NOT_READABLE
   */
  public static MemorySegment map(Path file) {
    if (Files.isDirectory(file)) {
      throw Foreign.folder(file).in(file.toString());
    }
    return MappedFile.map(file);
  }
}
