package dev.octet.report;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names out of files as a report can show them: no two the same, none empty, none too long, and
 * without characters that are not seen or that turn the text beside them around.
 */
final class Names {
  /** The longest in a table. */
  static final int LONGEST = 120;

  /** The longest beside a bar or on a tile. */
  static final int LABEL = 44;

  private static final int SLUG = 48;
  private static final double NEARLY_ALL = 0.8;

  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The name, or with the first free number where it is taken. */
  String fresh(String name) {
    return fresh(name, " (", ")");
  }

  private String fresh(String name, String before, String after) {
    String result = name;
    while (!taken.add(result)) {
      result = name + before + uses.merge(name, 2, (n, _) -> n + 1) + after;
    }
    return result;
  }

  /** Lower-case letters, digits and hyphens that no other name has. */
  String slug(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String end = plain.length() > SLUG ? plain.substring(plain.length() - SLUG) : plain;
    String start = end.replaceAll("^-", "");
    return fresh(start.isEmpty() ? "unnamed" : start, "-", "");
  }

  /** A text with characters that are not seen written out, cut in the middle where it is long. */
  static String plain(String text) {
    return shortened(visible(text), LONGEST);
  }

  /** The same for a narrow place. */
  static String label(String text) {
    return shortened(text, LABEL);
  }

  /** The folders, such as {@code model/}, that nearly all names begin with; often none. */
  static String commonStart(Collection<String> names) {
    String start = "";
    while (true) {
      var next = new HashMap<String, Integer>();
      for (String name : names) {
        int slash = name.startsWith(start) ? name.indexOf('/', start.length()) : -1;
        if (slash >= 0) {
          next.merge(name.substring(0, slash + 1), 1, Integer::sum);
        }
      }
      Optional<String> most =
          next.entrySet().stream()
              .filter(e -> e.getValue() >= NEARLY_ALL * names.size())
              .map(Map.Entry::getKey)
              .findFirst();
      if (most.isEmpty()) {
        return start;
      }
      start = most.get();
    }
  }

  private static String visible(String text) {
    String start = text.length() > 4 * LONGEST ? ends(text, 4 * LONGEST) : text;
    var result = new StringBuilder();
    start
        .codePoints()
        .forEach(
            c -> {
              if (isSeen(c)) {
                result.appendCodePoint(c);
              } else {
                result.append("\\u%04x".formatted(c));
              }
            });
    return result.toString();
  }

  private static boolean isSeen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** What tells names apart stands more often at their end. */
  private static String shortened(String text, int longest) {
    return text.length() <= longest ? text : ends(text, longest);
  }

  private static String ends(String text, int length) {
    int head = length / 3;
    int tail = length - head - 1;
    int from = text.length() - tail;
    return text.substring(0, Character.isHighSurrogate(text.charAt(head - 1)) ? head - 1 : head)
        + "…"
        + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
