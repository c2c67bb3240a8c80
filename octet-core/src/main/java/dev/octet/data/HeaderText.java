package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the dictionary in a {@code .npy} header, a Python literal: {@code {'descr': '<f4',
 * 'fortran_order': False, 'shape': (200, 28), }}. Values become {@code String}, {@code Boolean} or
 * {@code long[]}; a list (a structured type) becomes an empty {@code Optional}.
 */
final class HeaderText {
  private final String text;
  private final int start;
  private int at;

  /**
   * Makes a reader.
   *
   * @param start the offset of the text in the file, for messages
   */
  HeaderText(String text, int start) {
    this.text = text;
    this.start = start;
  }

  Map<String, Object> dictionary() {
    var fields = new LinkedHashMap<String, Object>();
    expect('{');
    while (!accept('}')) {
      String key = string();
      expect(':');
      if (fields.put(key, value()) != null) {
        throw broken("'" + key + "' is given twice");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (peek() != 0) {
      throw broken("there is text behind the dictionary");
    }
    return fields;
  }

  private Object value() {
    return switch (peek()) {
      case '\'', '"' -> string();
      case '(' -> tuple();
      case '[' -> list();
      default -> word();
    };
  }

  private String string() {
    char quote = peek();
    if (quote != '\'' && quote != '"') {
      throw broken("a quoted name is missing");
    }
    int end = text.indexOf(quote, at + 1);
    if (end < 0) {
      throw broken("a quoted name does not end");
    }
    String s = text.substring(at + 1, end);
    at = end + 1;
    return s;
  }

  private long[] tuple() {
    List<Long> sizes = new ArrayList<>();
    expect('(');
    while (!accept(')')) {
      sizes.add(size());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return sizes.stream().mapToLong(Long::longValue).toArray();
  }

  private long size() {
    peek();
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    try {
      long size = Long.parseLong(text, from, at, 10);
      if (at < text.length() && text.charAt(at) == 'L') { // written by Python 2
        at++;
      }
      return size;
    } catch (NumberFormatException e) {
      at = from;
      throw broken("a size is no number from 0 to 2^63 - 1");
    }
  }

  private Object list() {
    int depth = 0;
    do {
      char c = peek();
      if (c == 0) {
        throw broken("a list does not end");
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      at++;
    } while (depth > 0);
    return Optional.empty();
  }

  private Object word() {
    for (String word : List.of("True", "False")) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return word.equals("True");
      }
    }
    throw broken("a value is none of text, True, False, (sizes)");
  }

  /** The next character that is no space, or 0 at the end. */
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw broken("'" + c + "' is missing");
    }
  }

  private OctetException broken(String what) {
    return new OctetException(ErrorCode.BAD_DATA, "the npy header is malformed: " + what)
        .in("byte " + (start + at));
  }
}
