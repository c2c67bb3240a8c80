package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text, without space around them and without empty ones at the end. */
final class TextLines {
  private static final long MOST_BYTES = 1L << 29;

  private TextLines() {}

  static List<String> read(Path file) {
    var lines = new ArrayList<String>();
    text(file).lines().forEach(line -> lines.add(line.strip()));
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    if (lines.isEmpty()) {
      throw new OctetException(ErrorCode.BAD_DATA, "is empty").in(file.toString());
    }
    return lines;
  }

  /** The whole text, without the mark that some programs begin it with. */
  static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new OctetException(ErrorCode.BAD_DATA, "is too large").in(file.toString());
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new OctetException(ErrorCode.BAD_DATA, "is no text in UTF-8")
          .in(file.toString())
          .because(e);
    } catch (IOException e) {
      throw NumpyFile.notReadable(file, e);
    }
  }
}
