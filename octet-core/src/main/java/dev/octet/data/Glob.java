package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files by a pattern in the last part of a path, such as {@code data/train-*-of-*}. */
final class Glob {
  private Glob() {}

  /** The files, sorted; none if there are none, or this is no pattern. */
  static List<Path> files(String text) {
    int name = Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1;
    String pattern = text.substring(name);
    Path folder = folder(text.substring(0, name));
    if (folder == null || (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return children
          .filter(p -> matcher.matches(p.getFileName()))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (PatternSyntaxException e) {
      throw new OctetException(ErrorCode.USAGE, "'" + pattern + "' is no pattern of file names")
          .because(e);
    } catch (IOException e) {
      throw NumpyFile.notReadable(folder, e);
    }
  }

  private static @Nullable Path folder(String text) {
    try {
      Path folder = Path.of(text.isEmpty() ? "." : text);
      return Files.isDirectory(folder) ? folder : null;
    } catch (InvalidPathException e) {
      return null; // so says Windows of a pattern
    }
  }
}
