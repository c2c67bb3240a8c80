package dev.octet.error;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds what was meant. */
public final class Spelling {
  private static final int MOST_EDITS = 3;

  private Spelling() {}

  /** The word that is the fewest edits away, if these are few; or null. */
  public static @Nullable String nearest(String written, List<String> words) {
    String nearest = null;
    int fewest = Math.min(MOST_EDITS, Math.max(1, written.length() / 2)) + 1;
    for (String word : words) {
      int edits = edits(written.toLowerCase(Locale.ROOT), word);
      if (edits < fewest) {
        fewest = edits;
        nearest = word;
      }
    }
    return nearest;
  }

  /** How many letters to put in, leave out or change (Levenshtein's distance). */
  private static int edits(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = corner + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
