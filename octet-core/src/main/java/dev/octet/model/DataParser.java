package dev.octet.model;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** Reads the data of constants but those that share another's. */
final class DataParser {
  private static final long MOST_BYTES = 1 << 26;

  private final Lexer lexer;

  DataParser(Lexer lexer) {
    this.lexer = lexer;
  }

  /** {@code {1, 2}}, {@code splat 1}, {@code seed 7 range -1 1} or {@code 0x…}. */
  Constant data(ElementType type, Shape shape) {
    if (lexer.accept("splat")) {
      MemorySegment bytes = room(type, shape.elements());
      Token word = lexer.take();
      for (long i = 0; i < shape.elements(); i++) {
        put(type, bytes, i, word);
      }
      return Constant.stored(bytes);
    }
    if (lexer.accept("seed")) {
      return random(type, shape.elements());
    }
    return lexer.peek().is("{") ? values(type, shape.elements()) : raw();
  }

  /** {@code 0x…}. */
  Constant raw() {
    Token token = lexer.peek();
    if (token.is("{")) {
      lexer.take();
      checkGiven();
      throw lexer.unexpected("0x bytes");
    }
    lexer.take();
    try {
      return Constant.stored(Elements.bytes(token.text()));
    } catch (IllegalArgumentException e) {
      throw Lexer.error(token, token + " is no 0x bytes");
    }
  }

  private void checkGiven() {
    if (lexer.peek().is("…")) {
      throw Lexer.error(lexer.peek(), "these data were left out when the text was printed");
    }
  }

  private Constant values(ElementType type, long count) {
    MemorySegment bytes = room(type, count);
    lexer.expect("{");
    checkGiven();
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        lexer.expect(",");
      }
      put(type, bytes, i, lexer.take());
    }
    if (!lexer.accept("}")) {
      throw lexer.unexpected("the end of " + count + " values");
    }
    return Constant.stored(bytes);
  }

  private Constant random(ElementType type, long count) {
    Token seed = lexer.take();
    lexer.expect("range");
    Token least = lexer.take();
    Token greatest = lexer.take();
    MemorySegment bytes = room(type, count);
    try {
      var random = new SplittableRandom(Long.parseLong(seed.text()));
      double from = Double.parseDouble(least.text());
      double to = Double.parseDouble(greatest.text());
      for (long i = 0; i < count; i++) {
        String word =
            type.isInteger()
                ? Long.toString(random.nextLong((long) from, (long) to + 1))
                : Float.toString((float) random.nextDouble(from, to));
        Elements.put(type, bytes, i, word);
      }
    } catch (IllegalArgumentException e) {
      throw Lexer.error(seed, "no random data: " + e.getMessage());
    }
    return Constant.stored(bytes);
  }

  private MemorySegment room(ElementType type, long count) {
    if (type.bits() == 0) {
      throw Lexer.error(lexer.peek(), type.text() + " data are given as 0x bytes");
    }
    if (count > MOST_BYTES || type.bytes(count) > MOST_BYTES) {
      throw Lexer.error(lexer.peek(), "data of " + count + " values are too large for a text");
    }
    return MemorySegment.ofArray(new byte[(int) type.bytes(count)]);
  }

  private static void put(ElementType type, MemorySegment bytes, long index, Token word) {
    try {
      Elements.put(type, bytes, index, word.text());
    } catch (NumberFormatException e) {
      throw Lexer.error(word, word + " is no " + type.text());
    } catch (IllegalArgumentException e) {
      throw Lexer.error(word, String.valueOf(e.getMessage()));
    }
  }
}
