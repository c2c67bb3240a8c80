package dev.octet.cli;

import dev.octet.SourceFormat;
import dev.octet.format.tflite.FileParts;
import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Model;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code octet inspect} shows.
 *
 * @param file the model's file
 * @param format what the file is
 * @param bytes the size of the {@code .tflite}: the file, or what it is converted to
 * @param model what it holds
 * @param parts what the file has beside that
 */
record Inspection(Path file, SourceFormat format, long bytes, Model model, FileParts parts) {
  private static final int LONGEST_VERSION = 64;

  /** The oldest runtime that runs the model, as whoever made it says. */
  Optional<String> minRuntime() {
    return model.metadata().stream()
        .filter(m -> m.name().equals("min_runtime_version"))
        .map(m -> string(m.data()))
        .filter(s -> !s.isEmpty())
        .findFirst();
  }

  /** Text that ends with its first zero byte. */
  private static String string(Constant data) {
    MemorySegment bytes = data.bytes();
    bytes = bytes.asSlice(0, Math.min(bytes.byteSize(), LONGEST_VERSION));
    String text = new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  /** The constants by type, those that take most first. */
  List<Footprint.OfType> constants() {
    return Footprint.constantsByType(model);
  }

  /** The bytes of all constants. */
  long constantBytes() {
    return constants().stream().mapToLong(Footprint.OfType::bytes).sum();
  }
}
