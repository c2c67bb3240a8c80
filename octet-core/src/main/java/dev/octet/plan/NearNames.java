package dev.octet.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Names that a user may have meant by one that does not exist: those in which something like it is
 * found, by the edits that it would take.
 */
final class NearNames {
  private static final int MOST = 5;
  private static final int LONGEST = 200;

  private NearNames() {}

  private record Near(String name, int edits) {}

  /** At most five names out of all, the nearest first; none when nothing is like it. */
  static List<String> of(String wanted, Collection<String> all) {
    String text = shortened(wanted);
    int bound = (text.length() + 1) / 2;
    return all.stream()
        .distinct()
        .map(name -> new Near(name, edits(text, shortened(name))))
        .filter(near -> near.edits() < bound)
        .sorted(Comparator.comparingInt(Near::edits).thenComparingInt(n -> n.name().length()))
        .limit(MOST)
        .map(Near::name)
        .toList();
  }

  private static String shortened(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.length() <= LONGEST ? lower : lower.substring(0, LONGEST);
  }

  /** The edits that turn {@code wanted} into the part of {@code name} that is most like it. */
  private static int edits(String wanted, String name) {
    var best = new int[name.length() + 1]; // for parts that end here; one may start anywhere
    for (int i = 1; i <= wanted.length(); i++) {
      int diagonal = best[0];
      best[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int same = diagonal + (wanted.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        diagonal = best[j];
        best[j] = Math.min(same, 1 + Math.min(best[j], best[j - 1]));
      }
    }
    int least = wanted.length();
    for (int edits : best) {
      least = Math.min(least, edits);
    }
    return least;
  }
}
