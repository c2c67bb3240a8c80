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

  /** How many letters to put in, leave out, change or swap with the next. */
  private static int edits(String from, String to) {
    var edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int fewest(int[][] edits, String from, String to, int i, int j) {
    boolean isSame = from.charAt(i - 1) == to.charAt(j - 1);
    int change = edits[i - 1][j - 1] + (isSame ? 0 : 1);
    int fewest = Math.min(change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean areSwapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return areSwapped ? Math.min(fewest, 1 + edits[i - 2][j - 2]) : fewest;
  }
}
