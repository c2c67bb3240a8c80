package dev.octet.format.protobuf;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Goes through a text word by word; spaces and comments do not count. */
final class TextScanner {
  /** No number and no name is longer. */
  private static final int LONGEST_WORD = 1000;

  private static final int END = -1;

  private final MemorySegment text;
  private long at;

  TextScanner(MemorySegment text) {
    this.text = text;
  }

  /** The next byte, or -1 at the end. */
  private int peekByte() {
    return at < text.byteSize() ? text.get(ValueLayout.JAVA_BYTE, at) & 0xFF : END;
  }

  private void skipSpace() {
    while (true) {
      int c = peekByte();
      if (c == '#') {
        while (c != '\n' && c != END) {
          at++;
          c = peekByte();
        }
      } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
        at++;
      } else {
        return;
      }
    }
  }

  boolean atEnd() {
    skipSpace();
    return peekByte() == END;
  }

  /** Whether the next sign is this one. */
  boolean sees(char sign) {
    skipSpace();
    return peekByte() == sign;
  }

  /** Takes the next sign if it is this one. */
  boolean takes(char sign) {
    if (!sees(sign)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(char sign) {
    if (!takes(sign)) {
      throw unexpected("'" + sign + "'");
    }
  }

  /** Whether a quoted text comes next. */
  boolean seesQuote() {
    return sees('"') || sees('\'');
  }

  /** Takes a name. */
  String name() {
    skipSpace();
    int c = peekByte();
    if (!isWordSign(c) || (c >= '0' && c <= '9') || c == '.') {
      throw unexpected("a name");
    }
    String word = word();
    if (word.indexOf('.') >= 0) {
      at -= word.length();
      throw unexpected("a name");
    }
    return word;
  }

  /** Takes a name or a number, without its sign. */
  String word() {
    skipSpace();
    long from = at;
    var word = new StringBuilder();
    int c = peekByte();
    while (isWordSign(c) || (isSign(c) && isExponent(word))) {
      word.append((char) c);
      at++;
      if (word.length() > LONGEST_WORD) {
        throw malformed("a word of more than %d characters".formatted(LONGEST_WORD), from);
      }
      c = peekByte();
    }
    if (word.isEmpty()) {
      throw unexpected("a value");
    }
    return word.toString();
  }

  private static boolean isWordSign(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.';
  }

  private static boolean isSign(int c) {
    return c == '+' || c == '-';
  }

  /** Whether this is the start of a decimal number, up to its exponent. */
  private static boolean isExponent(CharSequence word) {
    char last = word.isEmpty() ? ' ' : word.charAt(word.length() - 1);
    boolean number =
        !word.isEmpty() && (word.charAt(0) == '.' || Character.isDigit(word.charAt(0)));
    boolean hex = word.length() > 1 && (word.charAt(1) == 'x' || word.charAt(1) == 'X');
    return number && !hex && (last == 'e' || last == 'E');
  }

  /** Takes what is in brackets: the name of an extension or of a type. */
  void bracketedName() {
    long from = at;
    expect('[');
    while (!takes(']')) {
      if (!takes('/')) {
        word();
      }
      if (at - from > LONGEST_WORD) {
        throw malformed("a name of more than %d characters".formatted(LONGEST_WORD), from);
      }
    }
  }

  /** Takes a byte of a quoted text. */
  int literalByte() {
    int c = peekByte();
    if (c == END || c == '\n') {
      throw malformed("a quoted text does not end in its line", at);
    }
    at++;
    return c;
  }

  /** Takes a byte of a quoted text if it is a digit of this radix; else -1. */
  int literalDigit(int radix) {
    int c = peekByte();
    int digit = c < 0x80 ? Character.digit((char) c, radix) : -1;
    at += digit >= 0 ? 1 : 0;
    return digit;
  }

  /** Where the last byte of a quoted text was taken. */
  long literalPosition() {
    return at - 1;
  }

  /** Where the next word starts. */
  long position() {
    skipSpace();
    return at;
  }

  private OctetException unexpected(String wanted) {
    int c = peekByte();
    String found = c == END ? "the end" : c > ' ' && c < 0x7F ? "'%c'".formatted(c) : "byte " + c;
    return malformed("expected %s, found %s".formatted(wanted, found), at);
  }

  OctetException malformed(String what, long position) {
    return at(ErrorCode.MALFORMED_MODEL, what, position)
        .advise("the file is damaged, or no text of a protocol buffer");
  }

  /** An error at a place of the text: its line and column, from 1. */
  OctetException at(ErrorCode code, String what, long position) {
    long line = 1;
    long lineStart = 0;
    for (long i = 0; i < Math.min(position, text.byteSize()); i++) {
      if (text.get(ValueLayout.JAVA_BYTE, i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new OctetException(code, what)
        .in("line %d, column %d".formatted(line, position - lineStart + 1));
  }
}
