package dev.octet.model;

import java.util.Set;

/** Names and values as words of the text form, quoted where they must be. */
final class Words {
  private static final Set<String> VALUES = Set.of("true", "false", "NaN", "Infinity");

  private Words() {}

  /** A tensor's name. */
  static String name(String name) {
    boolean plain = !name.isEmpty() && !name.contains("//");
    for (int i = 0; i < name.length(); i++) {
      plain &= isWord(name.charAt(i)) || name.charAt(i) == '.' || name.charAt(i) == '/';
    }
    return plain ? name : quoted(name);
  }

  /** A key, the name of a type or of an enum's value, or text. */
  static String word(String text) {
    boolean plain = !text.isEmpty() && !isDigit(text.charAt(0)) && !VALUES.contains(text);
    for (int i = 0; i < text.length(); i++) {
      plain &= isWord(text.charAt(i));
    }
    return plain ? text : quoted(text);
  }

  static String quoted(String text) {
    var s = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> s.append('\\').append(c);
        case '\n' -> s.append("\\n");
        default -> {
          if (c < ' ' || Character.isSurrogate(c) || c == '\u007f') {
            s.append("\\u%04x".formatted((int) c));
          } else {
            s.append(c);
          }
        }
      }
    }
    return s.append('"').toString();
  }

  static boolean isWord(char c) {
    return c == '_' || isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
