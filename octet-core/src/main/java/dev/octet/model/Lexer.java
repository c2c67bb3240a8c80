package dev.octet.model;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Token.Kind;

/** Cuts the text form into tokens, one ahead. */
final class Lexer {
  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;
  private Token next;

  Lexer(String text) {
    this.text = text;
    this.next = scan();
  }

  /** The next token, which stays. */
  Token peek() {
    return next;
  }

  /** Takes the next token. */
  Token take() {
    Token taken = next;
    next = scan();
    return taken;
  }

  /** Takes the next token if it is this sign or word. */
  boolean accept(String sign) {
    boolean there = next.is(sign);
    if (there) {
      take();
    }
    return there;
  }

  /** Takes this sign or word. */
  void expect(String sign) {
    if (!accept(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  /** The error for a next token that should have been something else. */
  OctetException unexpected(String wanted) {
    return error(next, "expected " + wanted + ", not " + next);
  }

  static OctetException error(Token where, String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .in("line %d, column %d".formatted(where.line(), where.column()));
  }

  private Token scan() {
    skipBlank();
    int start = at;
    char c = current();
    if (at >= text.length()) {
      return token(Kind.END, "", start);
    }
    if (c == '"') {
      return token(Kind.QUOTED, quoted(), start);
    }
    if (c == '%') {
      return name(start);
    }
    if (text.startsWith("->", at)) {
      at += 2;
      return token(Kind.SIGN, "->", start);
    }
    if (Words.isWord(c) || c == '-') {
      return token(Kind.WORD, word(), start);
    }
    at++;
    return token(Kind.SIGN, String.valueOf(c), start);
  }

  private void skipBlank() {
    while (at < text.length()) {
      if (current() == '\n') {
        line++;
        lineStart = at + 1;
      } else if (text.startsWith("//", at)) {
        int end = text.indexOf('\n', at);
        at = (end < 0 ? text.length() : end) - 1;
      } else if (!Character.isWhitespace(current())) {
        return;
      }
      at++;
    }
  }

  private Token name(int start) {
    at++;
    String name;
    if (current() == '"') {
      name = quoted();
    } else {
      int from = at;
      while ((Words.isWord(current()) || current() == '.' || current() == '/')
          && !text.startsWith("//", at)) {
        at++;
      }
      name = text.substring(from, at);
      if (name.isEmpty()) {
        throw error(token(Kind.SIGN, "%", start), "a name is missing behind %");
      }
    }
    int suffix = 0;
    if (current() == '#') {
      int from = ++at;
      while (Words.isDigit(current())) {
        at++;
      }
      suffix = number(text.substring(from, at), start);
    }
    return new Token(Kind.NAME, name, suffix, line, start - lineStart + 1);
  }

  private int number(String digits, int start) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw error(token(Kind.NAME, "", start), "a number is missing behind #");
    }
  }

  /** A word or a number; {@code 1.5E-7} is one. */
  private String word() {
    int start = at;
    boolean number = current() == '-' || Words.isDigit(current());
    boolean hex = text.startsWith("0x", at);
    at++;
    while (true) {
      char before = text.charAt(at - 1);
      boolean exponent = number && !hex && (before == 'E' || before == 'e');
      boolean sign = exponent && (current() == '-' || current() == '+');
      if (!Words.isWord(current()) && !(number && current() == '.') && !sign) {
        return text.substring(start, at);
      }
      at++;
    }
  }

  private String quoted() {
    int start = at++;
    var s = new StringBuilder();
    while (current() != '"') {
      if (at >= text.length() || current() == '\n') {
        throw error(token(Kind.SIGN, "\"", start), "a quoted text does not end");
      }
      char c = text.charAt(at++);
      s.append(c == '\\' ? escaped() : c);
    }
    at++;
    return s.toString();
  }

  private char escaped() {
    char c = current();
    int start = at++;
    if (c == 'n') {
      return '\n';
    }
    if (c == 'u') {
      try {
        char decoded = (char) Integer.parseInt(text, at, at + 4, 16);
        at += 4;
        return decoded;
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw error(token(Kind.SIGN, "\\", start), "\\u wants four hexadecimal digits");
      }
    }
    return c;
  }

  private char current() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Token token(Kind kind, String content, int start) {
    return new Token(kind, content, 0, line, start - lineStart + 1);
  }
}
