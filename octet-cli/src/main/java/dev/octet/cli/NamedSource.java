package dev.octet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Samples for something with a name: {@code [NAME=]PATH[:ARRAY]}.
 *
 * @param name a signature or an input, or null when none was given
 * @param source where the samples come from
 */
record NamedSource(@Nullable String name, ArraySource source) {

  /** Reads the text; a file that has such a name with its equals sign is taken whole. */
  static NamedSource parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 0 || Files.exists(Path.of(text))) {
      return new NamedSource(null, ArraySource.parse(text));
    }
    if (equals == 0) {
      throw new TypeConversionException("'%s' has no name before '='".formatted(text));
    }
    return new NamedSource(
        text.substring(0, equals), ArraySource.parse(text.substring(equals + 1)));
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<NamedSource> {
    @Override
    public NamedSource convert(String text) {
      return parse(text);
    }
  }
}
