package dev.octet.cli;

/** Names out of a model, short enough for a table. */
final class Shorter {
  private static final String GAP = "..";

  private Shorter() {}

  /**
   * Returns the name within {@code width} characters. Converters join the names of all ops they
   * fused with semicolons, of which the first tells enough; what is still too long loses its
   * middle.
   */
  static String name(String name, int width) {
    int semicolon = name.indexOf(';');
    String first = semicolon > 0 ? name.substring(0, semicolon) : name;
    if (first.length() <= width) {
      return first;
    }
    int head = (width - GAP.length()) / 3; // names differ at their ends
    int tail = width - GAP.length() - head;
    return first.substring(0, head) + GAP + first.substring(first.length() - tail);
  }

  /** Returns text within {@code width} characters: what is too long loses its end. */
  static String text(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - GAP.length()) + GAP;
  }
}
