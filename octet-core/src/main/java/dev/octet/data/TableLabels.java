package dev.octet.data;

import dev.octet.data.Unpacked.Packing;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Labels in a table: the column of files and that of labels go by their names, else they are the
 * first and the second; a single column holds labels.
 */
final class TableLabels {
  private static final Set<String> FILES =
      Set.of(
          "filename",
          "file_name",
          "file",
          "filepath",
          "path",
          "image",
          "image_path",
          "image_name",
          "img",
          "name",
          "id",
          "image_id");
  private static final Set<String> MORE_LABELS =
      Set.of("class_name", "class_id", "category", "label_id", "label_name");

  private TableLabels() {}

  static WrittenLabels read(Path path, Packing packing) {
    CsvFile table = CsvFile.of(Unpacked.of(path, packing));
    var rows = new ArrayList<List<String>>();
    List<String> names = table.columns();
    boolean named = table.hasHeader() && names.stream().anyMatch(TableLabels::isKnown);
    boolean header = named || (table.hasHeader() && names.stream().noneMatch(TableLabels::isFile));
    if (table.hasHeader() && !header) {
      rows.add(names); // a file and a class in words look like names of columns
    }
    for (long i = 0; i < table.rows().length; i++) {
      rows.add(table.row(i));
    }
    int label = header ? find(names, TableLabels::isLabel) : -1;
    int file = header ? find(names, n -> FILES.contains(lower(n))) : -1;
    if (names.size() == 1) {
      return new WrittenLabels(column(rows, 0), List.of(), List.of());
    }
    if (label >= 0 && file < 0) {
      return new WrittenLabels(column(rows, label), List.of(), List.of());
    }
    int files = Math.max(file, 0);
    int labels = label >= 0 ? label : files == 0 ? 1 : 0;
    if (labels == files) {
      throw new OctetException(ErrorCode.BAD_DATA, "one column is both file and label");
    }
    return new WrittenLabels(column(rows, labels), column(rows, files), List.of());
  }

  private static int find(List<String> names, Predicate<String> wanted) {
    return IntStream.range(0, names.size())
        .filter(i -> wanted.test(names.get(i)))
        .findFirst()
        .orElse(-1);
  }

  private static List<String> column(List<List<String>> rows, int column) {
    return rows.stream().map(r -> r.get(column)).toList();
  }

  private static boolean isKnown(String name) {
    return isLabel(name) || FILES.contains(lower(name));
  }

  private static boolean isLabel(String name) {
    return CsvHeader.isLabel(name) || MORE_LABELS.contains(lower(name));
  }

  private static boolean isFile(String text) {
    return LineLabels.isFile(text, null);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
