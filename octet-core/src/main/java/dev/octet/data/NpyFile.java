package dev.octet.data;

import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A {@code .npy} file: one array, named like the file without its ending. */
final class NpyFile extends NumpyFile {
  NpyFile(Path path) {
    super(path);
  }

  @Override
  public List<String> names() {
    String name = String.valueOf(path().getFileName());
    int dot = name.lastIndexOf('.');
    return List.of(dot > 0 ? name.substring(0, dot) : name);
  }

  @Override
  public NdArray read(String name) {
    if (!names().contains(name)) {
      throw Missing.array(this, name);
    }
    try (InputStream in = Files.newInputStream(path());
        FileChannel channel = FileChannel.open(path())) {
      NpyHeader header = NpyHeader.read(in);
      long bytes = header.dataBytes(channel.size() - header.length());
      MemorySegment stored =
          bytes == 0
              ? MemorySegment.NULL
              : channel.map(FileChannel.MapMode.READ_ONLY, header.length(), bytes, Arena.ofAuto());
      return NpyLayout.array(header, stored);
    } catch (OctetException e) {
      throw e.in(path().toString());
    } catch (IOException e) {
      throw notReadable(path(), e);
    }
  }
}
