package dev.octet.format.tflite;

import dev.octet.format.tflite.schema.Buffer;
import dev.octet.format.tflite.schema.Model;
import dev.octet.model.AssociatedFiles;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a file has beside its FlatBuffer.
 *
 * @param outsideBuffers how many buffers lie behind it, as in models past 2 GiB
 * @param outsideBytes what they take together
 * @param files the files that are packed with the model
 */
public record FileParts(int outsideBuffers, long outsideBytes, List<Entry> files) {
  /** Copies the list. */
  public FileParts {
    files = List.copyOf(files);
  }

  /**
   * A file that is packed with a model.
   *
   * @param bytes when it is unpacked
   */
  public record Entry(String name, long bytes) {}

  /**
   * The parts of a file.
   *
   * @param bytes a file that has been read, and so verified
   * @param files those packed with the model in it
   */
  public static FileParts of(MemorySegment bytes, @Nullable AssociatedFiles files) {
    Model root = Model.getRootAsModel(new FlatBytes(bytes).buffer());
    int count = 0;
    long size = 0;
    for (int i = 0; i < root.buffersLength(); i++) {
      Buffer buffer = root.buffers(i);
      if (buffer.dataAsByteBuffer() == null && Long.compareUnsigned(buffer.offset(), 1) > 0) {
        count++;
        size += buffer.size();
      }
    }
    return new FileParts(count, size, files == null ? List.of() : AssociatedZip.entries(files));
  }
}
