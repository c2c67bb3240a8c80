package dev.octet.format.protobuf;

import java.nio.charset.StandardCharsets;

/** Quoted texts: those that follow one another are one. They are bytes, of any value. */
final class TextLiteral {
  private static final int OCTAL = 8;
  private static final int HEX = 16;

  private final TextScanner in;
  private final MessageWriter out;

  private TextLiteral(TextScanner in, MessageWriter out) {
    this.in = in;
    this.out = out;
  }

  /** Takes quoted texts, at least one. */
  static MessageWriter read(TextScanner in) {
    var out = new MessageWriter();
    var literal = new TextLiteral(in, out);
    if (!in.seesQuote()) {
      throw in.malformed("expected a quoted text", in.position());
    }
    while (in.seesQuote()) {
      literal.quoted();
    }
    return out;
  }

  private void quoted() {
    int quote = in.literalByte();
    for (int c = in.literalByte(); c != quote; c = in.literalByte()) {
      if (c == '\\') {
        escape();
      } else {
        out.put((byte) c);
      }
    }
  }

  private void escape() {
    int c = in.literalByte();
    switch (c) {
      case 'a' -> out.put((byte) 7);
      case 'b' -> out.put((byte) '\b');
      case 'f' -> out.put((byte) '\f');
      case 'n' -> out.put((byte) '\n');
      case 'r' -> out.put((byte) '\r');
      case 't' -> out.put((byte) '\t');
      case 'v' -> out.put((byte) 0x0B);
      case '?', '\\', '\'', '"' -> out.put((byte) c);
      case 'x', 'X' -> out.put((byte) digits(HEX, 0, 1, 2));
      case 'u' -> unicode(digits(HEX, 0, 4, 4));
      case 'U' -> unicode(digits(HEX, 0, 8, 8));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> octal(c - '0');
      default -> throw bad("there is no escape \\" + printed(c));
    }
  }

  private static String printed(int c) {
    return c > ' ' && c < 0x7F ? Character.toString(c) : "for byte " + c;
  }

  private void octal(int first) {
    long value = digits(OCTAL, first, 0, 2);
    if (value > 0xFF) {
      throw bad("an octal escape is no byte");
    }
    out.put((byte) value);
  }

  /** Takes digits, from so many to so many, after those that made the value so far. */
  private long digits(int radix, int soFar, int least, int most) {
    long value = soFar;
    for (int i = 0; i < most; i++) {
      int digit = in.literalDigit(radix);
      if (digit < 0) {
        if (i < least) {
          throw bad("an escape lacks digits");
        }
        return value;
      }
      value = value * radix + digit;
    }
    return value;
  }

  /** Adds a character as UTF-8; one beyond 16 bits may be written as two surrogates. */
  private void unicode(long first) {
    long point = first;
    if (point <= Character.MAX_VALUE && Character.isHighSurrogate((char) point)) {
      if (in.literalByte() != '\\' || in.literalByte() != 'u') {
        throw bad("a surrogate is alone");
      }
      long low = digits(HEX, 0, 4, 4);
      if (!Character.isLowSurrogate((char) low)) {
        throw bad("a surrogate is alone");
      }
      point = Character.toCodePoint((char) point, (char) low);
    }
    if (!Character.isValidCodePoint((int) Math.min(point, Integer.MAX_VALUE))
        || (point <= Character.MAX_VALUE && Character.isSurrogate((char) point))) {
      throw bad("an escape is no character");
    }
    for (byte b : Character.toString((int) point).getBytes(StandardCharsets.UTF_8)) {
      out.put(b);
    }
  }

  private RuntimeException bad(String what) {
    return in.malformed(what, in.literalPosition());
  }
}
