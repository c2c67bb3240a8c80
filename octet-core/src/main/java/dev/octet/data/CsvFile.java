package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in text: where its rows start, and what its columns are called. A row is read when it is
 * asked for.
 *
 * @param columns the names; {@code 1}, {@code 2} and so on when the file has none
 * @param hasHeader whether the first row holds the names
 * @param rows where each row starts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CsvFile(
    Path path,
    MemorySegment text,
    char delimiter,
    boolean hasHeader,
    List<String> columns,
    long[] rows) {

  /**
   * Finds the rows.
   *
   * @throws OctetException {@code BAD_DATA} if there are none
   */
  static CsvFile of(Unpacked file) {
    try {
      return read(file.whole());
    } catch (OctetException e) {
      throw e.where().startsWith(file.path().toString()) ? e : e.in(file.path().toString());
    }
  }

  private static CsvFile read(Unpacked file) {
    MemorySegment text = file.bytes();
    long start = hasMark(file) ? 3 : 0;
    var head = new CsvScanner(text, '\n', start);
    if (!head.skipBlank()) {
      throw bad("has no rows");
    }
    start = head.position();
    char delimiter = delimiter(text, start);
    long[] rows = starts(text, delimiter, start);
    List<String> first = new CsvScanner(text, delimiter, start).row();
    List<String> second =
        rows.length > 1 ? new CsvScanner(text, delimiter, rows[1]).row() : List.of();
    if (!CsvHeader.isHeader(first, second)) {
      return new CsvFile(file.path(), text, delimiter, false, numbers(first.size()), rows);
    }
    if (rows.length == 1) {
      throw bad("has no rows below its header");
    }
    return new CsvFile(
        file.path(),
        text,
        delimiter,
        true,
        CsvHeader.names(first),
        Arrays.copyOfRange(rows, 1, rows.length));
  }

  private static boolean hasMark(Unpacked file) {
    return file.bytes().byteSize() >= 3
        && file.at(0) == 0xEF
        && file.at(1) == 0xBB
        && file.at(2) == 0xBF;
  }

  private static List<String> numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList();
  }

  /** The most frequent of the delimiters in the first line. */
  private static char delimiter(MemorySegment text, long start) {
    char[] candidates = {',', ';', '\t'};
    var counts = new int[candidates.length];
    boolean quoted = false;
    for (long at = start; at < text.byteSize(); at++) {
      byte c = text.get(ValueLayout.JAVA_BYTE, at);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        if (c == '\n') {
          break;
        }
        for (int i = 0; i < candidates.length; i++) {
          counts[i] += c == candidates[i] ? 1 : 0;
        }
      }
    }
    int best = 0;
    for (int i = 1; i < candidates.length; i++) {
      best = counts[i] > counts[best] ? i : best;
    }
    return candidates[best];
  }

  private static long[] starts(MemorySegment text, char delimiter, long start) {
    var scanner = new CsvScanner(text, delimiter, start);
    var starts = new long[16];
    int count = 0;
    while (scanner.skipBlank()) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, Math.multiplyExact(2, count));
      }
      starts[count++] = scanner.position();
      scanner.skipRow();
    }
    return Arrays.copyOf(starts, count);
  }

  /**
   * The cells of a row.
   *
   * @throws OctetException {@code BAD_DATA} if there are more or fewer than columns
   */
  List<String> row(long index) {
    List<String> cells = new CsvScanner(text, delimiter, rows[(int) index]).row();
    if (cells.size() != columns.size()) {
      throw bad("has %d cells, there are %d columns".formatted(cells.size(), columns.size()))
          .in(place(index));
    }
    return cells;
  }

  /** Words for the place of a row. */
  String place(long row) {
    return path + ": line " + line(row);
  }

  /** An error in a row. */
  OctetException in(long row, OctetException e) {
    return e.in(place(row));
  }

  /** An error in a cell. */
  OctetException in(long row, int column, OctetException e) {
    String name = hasHeader ? "'" + columns.get(column) + "'" : columns.get(column);
    return e.in(place(row) + ", column " + name);
  }

  /** The line of a row, from 1. */
  private long line(long row) {
    long line = 1;
    for (long at = 0; at < rows[(int) row]; at++) {
      line += text.get(ValueLayout.JAVA_BYTE, at) == '\n' ? 1 : 0;
    }
    return line;
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
