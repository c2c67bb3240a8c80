package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An {@code .npz} file: a zip of {@code .npy} files. */
final class NpzFile extends NumpyFile {
  /** No deflated byte stands for more than this many. */
  private static final long MOST_INFLATED = 1032;

  private final List<String> names;

  NpzFile(Path path) {
    super(path);
    try (ZipFile zip = new ZipFile(path.toFile())) {
      SequencedSet<String> found = new LinkedHashSet<>();
      for (ZipEntry entry : zip.stream().toList()) {
        if (entry.getName().endsWith(".npy") && !found.add(name(entry))) {
          throw bad("holds '" + name(entry) + "' twice").in(path.toString());
        }
      }
      names = List.copyOf(found);
    } catch (IOException | IllegalArgumentException e) {
      throw broken(path, e);
    }
  }

  private static String name(ZipEntry entry) {
    return entry.getName().substring(0, entry.getName().length() - ".npy".length());
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public NdArray read(String name) {
    if (!names.contains(name)) {
      throw Missing.array(this, name);
    }
    try (ZipFile zip = new ZipFile(path().toFile())) {
      ZipEntry entry = zip.getEntry(name + ".npy");
      if (entry == null) {
        throw bad("has changed while it was read");
      }
      return read(zip, entry);
    } catch (OctetException e) {
      throw e.in("array '" + name + "'").in(path().toString());
    } catch (IOException | IllegalArgumentException e) {
      throw broken(path(), e).in("array '" + name + "'");
    }
  }

  private NdArray read(ZipFile zip, ZipEntry entry) throws IOException {
    long size = entry.getSize();
    long packed = entry.getCompressedSize();
    if (packed < 0 || packed > Files.size(path()) || size > (packed + 1) * MOST_INFLATED) {
      throw bad("claims to unpack %d bytes to %d".formatted(packed, size));
    }
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyHeader header = NpyHeader.read(in);
      long bytes = header.dataBytes(size - header.length());
      MemorySegment stored =
          Scratch.store(bytes, (at, piece) -> fill(in, header.length() + at, piece));
      if (in.read() >= 0) {
        throw bad("goes on after the " + size + " bytes it claims");
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw bad("is damaged: its checksum is wrong");
      }
      return NpyLayout.array(header, stored);
    }
  }

  private static void fill(InputStream in, long offset, MemorySegment piece) throws IOException {
    byte[] buffer = new byte[(int) Math.min(1 << 16, piece.byteSize())];
    for (long at = 0; at < piece.byteSize(); ) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, piece.byteSize() - at));
      if (n < 0) {
        throw bad("ends early").in("byte " + (offset + at));
      }
      MemorySegment.copy(MemorySegment.ofArray(buffer), 0, piece, at, n);
      at += n;
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }

  private static OctetException broken(Path path, Exception e) {
    return e instanceof IOException io
            && !(e instanceof ZipException)
            && !(e instanceof EOFException)
        ? notReadable(path, io)
        : bad("is no sound npz (zip) file: " + e.getMessage()).in(path.toString()).because(e);
  }
}
