package dev.octet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where samples come from: {@code PATH}, or {@code PATH.npz:ARRAY} for one array of an archive.
 *
 * @param path a file, a folder of images, or {@code random:N} as it was written
 * @param array the array's name, or null for all of them
 */
record ArraySource(Path path, @Nullable String array) {

  /** Reads {@code PATH[:ARRAY]}; a file that has such a name with its colon is taken whole. */
  static ArraySource parse(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("a path is missing");
    }
    int colon = text.lastIndexOf(':');
    Path whole = Path.of(text);
    if (colon < 0 || !isArchive(text.substring(0, colon)) || Files.exists(whole)) {
      return new ArraySource(whole, null);
    }
    String array = text.substring(colon + 1);
    if (array.isEmpty()) {
      throw new TypeConversionException("'%s' names no array after its colon".formatted(text));
    }
    return new ArraySource(Path.of(text.substring(0, colon)), array);
  }

  private static boolean isArchive(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<ArraySource> {
    @Override
    public ArraySource convert(String text) {
      return parse(text);
    }
  }
}
