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
 * {@code random:N[:SEED]}. In the name of a file {@code *} and {@code ?} may stand for others.
 *
 * <p>File names may hold {@code =} and {@code :} themselves (as {@code C:\x.npz} does): what exists
 * is a path. Array names may, too.
 *
 * @param signature the signature's key, or null for the main graph
 * @param path the file or folder (of several files the first), or null for random samples
 * @param files the files that a pattern stands for, sorted; none if there is no pattern
 * @param arrays the arrays picked, none for all
 * @param random the number of random samples
 * @param seed of random samples, or null if none is said
 */
record SourceText(
    @Nullable String signature,
    @Nullable Path path,
    List<Path> files,
    List<String> arrays,
    long random,
    @Nullable Long seed) {
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
      return file(signature, whole, List.of());
    }
    if (text.startsWith(RANDOM)) {
      return random(signature, text.substring(RANDOM.length()));
    }
    List<Path> files = Glob.files(text);
    if (!files.isEmpty()) {
      return new SourceText(signature, files.getFirst(), files, List.of(), 0, null);
    }
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      Path file = existing(text.substring(0, at));
      if (file != null && Files.isRegularFile(file) && at + 1 < text.length()) {
        return file(signature, file, picked(text, at));
      }
      List<Path> some = at + 1 < text.length() ? Glob.files(text.substring(0, at)) : List.of();
      if (!some.isEmpty()) {
        return new SourceText(signature, some.getFirst(), some, picked(text, at), 0, null);
      }
    }
    throw new OctetException(ErrorCode.NOT_READABLE, "no such file or folder").in(text);
  }

  private static SourceText file(@Nullable String signature, Path path, List<String> arrays) {
    return new SourceText(signature, path, List.of(), arrays, 0, null);
  }

  private static List<String> picked(String text, int colon) {
    return List.of(text.substring(colon + 1).split(",", -1));
  }

  /** All files; none of random samples. */
  List<Path> paths() {
    return files.isEmpty() && path != null ? List.of(path) : files;
  }

  private static @Nullable Path existing(String text) {
    try {
      Path path = Path.of(text);
      return !text.isEmpty() && Files.exists(path) ? path : null;
    } catch (InvalidPathException e) {
      return null; // Windows takes ':' in drives alone
    }
  }

  private static SourceText random(@Nullable String signature, String text) {
    int colon = text.indexOf(':');
    String count = colon < 0 ? text : text.substring(0, colon);
    try {
      long n = Long.parseLong(count);
      Long seed = colon < 0 ? null : Long.valueOf(text.substring(colon + 1));
      if (n > 0) {
        return new SourceText(signature, null, List.of(), List.of(), n, seed);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OctetException(
        ErrorCode.USAGE,
        "'random:%s' is not random:N or random:N:SEED with N at least 1".formatted(text));
  }
}
