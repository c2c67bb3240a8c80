package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the rows of a table in text (RFC 4180): cells between delimiters, those in quotes may hold
 * delimiters, line ends, and quotes twice.
 */
final class CsvScanner {
  private static final int END = -1;

  /** No table has more columns. */
  private static final int MOST_CELLS = 1 << 24;

  private final MemorySegment text;
  private final char delimiter;
  private long at;

  CsvScanner(MemorySegment text, char delimiter, long start) {
    this.text = text;
    this.delimiter = delimiter;
    this.at = start;
  }

  /** Where the next row starts. */
  long position() {
    return at;
  }

  private int peek() {
    return at < text.byteSize() ? text.get(ValueLayout.JAVA_BYTE, at) & 0xFF : END;
  }

  /** Goes to the next row that has anything in it. Returns whether there is one. */
  boolean skipBlank() {
    while (true) {
      long start = at;
      int c = peek();
      while (c == ' ' || c == '\r') {
        at++;
        c = peek();
      }
      if (c == END) {
        return false;
      }
      if (c != '\n') {
        at = start;
        return true;
      }
      at++;
    }
  }

  /** Goes past a row. */
  void skipRow() {
    while (skipCell()) {
      // on to the next
    }
  }

  /** The cells of a row. */
  List<String> row() {
    var cells = new ArrayList<String>();
    boolean more = true;
    while (more) {
      long start = at;
      more = skipCell();
      if (cells.size() == MOST_CELLS) {
        throw new OctetException(ErrorCode.BAD_DATA, "a row of more than 16777216 columns");
      }
      cells.add(cell(start, cellEnd));
    }
    return cells;
  }

  private long cellEnd;

  /** Goes past a cell. Returns whether the row goes on. */
  private boolean skipCell() {
    boolean quoted = quoteFollows();
    if (quoted) {
      skipQuoted();
    }
    int c = peek();
    while (c != delimiter && c != '\n' && c != END) {
      at++;
      c = peek();
    }
    cellEnd = at;
    if (c != END) {
      at++;
    }
    return c == delimiter;
  }

  private boolean quoteFollows() {
    long start = at;
    int c = peek();
    while (c == ' ') {
      at++;
      c = peek();
    }
    if (c == '"') {
      return true;
    }
    at = start;
    return false;
  }

  private void skipQuoted() {
    long start = at++;
    while (true) {
      int c = peek();
      if (c == END) {
        throw new OctetException(ErrorCode.BAD_DATA, "a quoted cell has no end")
            .in("byte " + start);
      }
      at++;
      if (c == '"') {
        if (peek() != '"') {
          return;
        }
        at++;
      }
    }
  }

  private String cell(long start, long end) {
    byte[] bytes = text.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
    String cell = new String(bytes, StandardCharsets.UTF_8).strip();
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;
  }
}
