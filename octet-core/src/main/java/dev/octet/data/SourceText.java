package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user wrote for a source of data: {@code [SIGNATURE=]PATH[:ARRAY[,ARRAY…]]}, a folder, or
 * {@code random:N}.
 *
 * <p>File names may hold {@code =} and {@code :} themselves (as {@code C:\x.npz} does): what exists
 * is a path. Array names may, too.
 *
 * @param signature the signature's key, or null for the main graph
 * @param path the file or folder, or null for random samples
 * @param arrays the arrays picked, none for all
 * @param random the number of random samples
 */
record SourceText(
    @Nullable String signature, @Nullable Path path, List<String> arrays, long random) {
  private static final String RANDOM = "random:";

  /**
   * Reads the text.
   *
   * @param signatures the keys there are
   */
  static SourceText parse(String text, Set<String> signatures) {
    for (int at = text.indexOf('='); at > 0; at = text.indexOf('=', at + 1)) {
      if (signatures.contains(text.substring(0, at))) {
        return source(text.substring(0, at), text.substring(at + 1));
      }
    }
    try {
      return source(null, text);
    } catch (OctetException e) {
      int at = text.indexOf('=');
      if (at > 0 && e.code() == ErrorCode.NOT_READABLE) {
        String names = signatures.isEmpty() ? "none" : String.join(", ", signatures);
        throw e.advise(
            "'%s' is no signature of the model either (it has %s)"
                .formatted(text.substring(0, at), names));
      }
      throw e;
    }
  }

  private static SourceText source(@Nullable String signature, String text) {
    Path whole = existing(text);
    if (whole != null) {
      return new SourceText(signature, whole, List.of(), 0);
    }
    if (text.startsWith(RANDOM)) {
      return new SourceText(signature, null, List.of(), count(text.substring(RANDOM.length())));
    }
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      Path file = existing(text.substring(0, at));
      if (file != null && Files.isRegularFile(file) && at + 1 < text.length()) {
        return new SourceText(signature, file, List.of(text.substring(at + 1).split(",", -1)), 0);
      }
    }
    throw new OctetException(ErrorCode.NOT_READABLE, "no such file or folder").in(text);
  }

  private static @Nullable Path existing(String text) {
    try {
      Path path = Path.of(text);
      return !text.isEmpty() && Files.exists(path) ? path : null;
    } catch (InvalidPathException e) {
      return null; // Windows takes ':' in drives alone
    }
  }

  private static long count(String text) {
    try {
      long n = Long.parseLong(text);
      if (n > 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OctetException(
        ErrorCode.USAGE, "'random:" + text + "' is not random:N with N at least 1");
  }
}
