package dev.octet.model;

import dev.octet.model.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Reads tables of options, and single words and numbers. */
final class AttributesParser {
  private static final int DEEPEST = 64;

  private final Lexer lexer;
  private int depth;

  AttributesParser(Lexer lexer) {
    this.lexer = lexer;
  }

  /** {@code Type{field: value, …}}. */
  Attributes attributes() {
    return fields(word("the type of a table"));
  }

  private Attributes fields(String type) {
    enter();
    var fields = new TreeMap<String, Object>();
    lexer.expect("{");
    while (!lexer.accept("}")) {
      Token name = lexer.peek();
      String field = word("a field");
      lexer.expect(":");
      if (fields.put(field, value()) != null) {
        throw Lexer.error(name, field + " is given twice");
      }
      comma("}");
    }
    depth--;
    return new Attributes(type, fields);
  }

  private void enter() {
    if (++depth > DEEPEST) {
      throw Lexer.error(lexer.peek(), "tables and lists are nested too deep");
    }
  }

  private Object value() {
    if (lexer.accept("[")) {
      return list();
    }
    Token token = lexer.peek();
    String text = word("a value");
    if (lexer.peek().is("{")) {
      return fields(text);
    }
    return token.kind() == Kind.QUOTED ? text : plain(token);
  }

  private List<Object> list() {
    enter();
    var list = new ArrayList<Object>();
    while (!lexer.accept("]")) {
      list.add(value());
      comma("]");
    }
    depth--;
    return List.copyOf(list);
  }

  private static Object plain(Token token) {
    String text = token.text();
    char first = text.charAt(0);
    try {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        case "NaN", "Infinity", "-Infinity" -> Double.parseDouble(text);
        default -> {
          if (first != '-' && !Words.isDigit(first)) {
            yield text;
          }
          boolean real = text.contains(".") || text.contains("E") || text.contains("e");
          if (real) {
            yield Double.parseDouble(text);
          }
          yield Long.parseLong(text);
        }
      };
    } catch (NumberFormatException e) {
      throw Lexer.error(token, token + " is no number");
    }
  }

  /** A word or a quoted text. */
  String word(String what) {
    Kind kind = lexer.peek().kind();
    if (kind != Kind.WORD && kind != Kind.QUOTED) {
      throw lexer.unexpected(what);
    }
    return lexer.take().text();
  }

  /** A whole number of this range. */
  int number(int least, int greatest) {
    Token token = lexer.take();
    try {
      int value = Integer.parseInt(token.text());
      if (value >= least && value <= greatest) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Lexer.error(token, "%s is no number from %d to %d".formatted(token, least, greatest));
  }

  /** A comma, unless this sign comes next and ends the list. */
  void comma(String end) {
    if (!lexer.peek().is(end)) {
      lexer.expect(",");
    }
  }
}
