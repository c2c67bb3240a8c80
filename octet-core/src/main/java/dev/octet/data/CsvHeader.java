package dev.octet.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether the first row of a table names the columns: when it has no number, or a text where
 * the row below has a number, or one of the names that labels go by.
 */
final class CsvHeader {
  /** What the column of the right answers is called. */
  static final Set<String> LABELS = Set.of("label", "labels", "class", "target", "y");

  /** The name of the column of row numbers that data frames write in front. */
  static final String INDEX = "";

  private CsvHeader() {}

  static boolean isHeader(List<String> first, List<String> second) {
    boolean numbers = false;
    for (int i = 0; i < first.size(); i++) {
      boolean number = CsvNumber.isNumber(first.get(i));
      numbers |= number;
      boolean numberBelow = i < second.size() && CsvNumber.isNumber(second.get(i));
      boolean named = !first.get(i).isEmpty() && !number;
      if ((named && numberBelow) || isLabel(first.get(i))) {
        return true;
      }
    }
    return !numbers;
  }

  /** Whether a column holds the right answers. */
  static boolean isLabel(String column) {
    return LABELS.contains(column.toLowerCase(Locale.ROOT));
  }

  /** The names; that of the first may follow the sign of a comment. */
  static List<String> names(List<String> header) {
    var names = new ArrayList<>(header);
    if (names.getFirst().startsWith("#")) {
      names.set(0, names.getFirst().substring(1).strip());
    }
    return List.copyOf(names);
  }
}
