package dev.octet.model;

import java.util.List;
import java.util.StringJoiner;

/** Prints tables of options. */
final class AttributesText {
  private AttributesText() {}

  static String of(Attributes attributes) {
    var fields = new StringJoiner(", ", Words.word(attributes.type()) + "{", "}");
    attributes.forEach((name, value) -> fields.add(Words.word(name) + ": " + value(value)));
    return fields.toString();
  }

  private static String value(Object value) {
    return switch (value) {
      case String s -> Words.word(s);
      case Attributes a -> of(a);
      case List<?> list -> {
        var items = new StringJoiner(", ", "[", "]");
        list.forEach(item -> items.add(value(item)));
        yield items.toString();
      }
      default -> String.valueOf(value); // Boolean, Long, Double
    };
  }
}
