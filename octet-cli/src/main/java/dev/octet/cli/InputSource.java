package dev.octet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The values of one input: {@code [NAME=]FILE[:ARRAY]}.
 *
 * @param input the input's name, or null for the model's only input
 * @param file an {@code .npy} or {@code .npz} file
 * @param array the array of an {@code .npz}, or null for its only one
 */
record InputSource(@Nullable String input, Path file, @Nullable String array) {
  private static final String ARCHIVE = ".npz:";

  /** Reads the text; whatever is a file as it stands, with its signs, is that file. */
  static InputSource parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || Files.exists(Path.of(text))) {
      return of(null, text);
    }
    if (equals == 0) {
      throw new TypeConversionException("'%s' has no name before '='".formatted(text));
    }
    return of(text.substring(0, equals), text.substring(equals + 1));
  }

  private static InputSource of(@Nullable String input, String source) {
    int archive = source.lastIndexOf(ARCHIVE);
    if (archive < 0 || Files.exists(Path.of(source))) {
      if (source.isEmpty()) {
        throw new TypeConversionException("no file is named");
      }
      return new InputSource(input, Path.of(source), null);
    }
    int colon = archive + ARCHIVE.length() - 1;
    String array = source.substring(colon + 1);
    if (array.isEmpty()) {
      throw new TypeConversionException("'%s' names no array after its colon".formatted(source));
    }
    return new InputSource(input, Path.of(source.substring(0, colon)), array);
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<InputSource> {
    @Override
    public InputSource convert(String text) {
      return parse(text);
    }
  }
}
