package dev.octet.format.protobuf;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the fields of messages are called and hold, which the text form does not say itself.
 *
 * @param messages the fields of each message by name
 */
public record Schema(Map<String, Map<String, FieldType>> messages) {
  /** What a field holds. */
  sealed interface Kind {}

  /** One number, truth value or text. */
  enum Scalar implements Kind {
    DOUBLE,
    FLOAT,
    INT32,
    INT64,
    UINT32,
    UINT64,
    SINT64,
    BOOL,
    STRING,
    BYTES
  }

  /**
   * A word for a number.
   *
   * @param name of the enum
   * @param values by their words
   */
  record Words(String name, Map<String, Integer> values) implements Kind {}

  /**
   * A message.
   *
   * @param name a key of {@link #messages()}
   */
  record Nested(String name) implements Kind {}

  /** A message that nobody asks for. */
  record Skipped() implements Kind {}

  /**
   * A field.
   *
   * @param number in the binary form
   * @param repeated whether there may be several
   * @param packed whether several of them are one field
   * @param group of such fields a message has one at most; 0 when it is of none
   * @param kind what it holds
   */
  record FieldType(int number, boolean repeated, boolean packed, int group, Kind kind) {}

  /**
   * Reads a schema: a line {@code message NAME}, and below it one for each field, {@code NUMBER
   * NAME FLAGS TYPE}; flags are {@code *} for a repeated one, {@code +} for a packed one, {@code
   * |N} for one of group N. A line {@code enum NAME}, and below it one for each value, {@code
   * NUMBER NAME}.
   */
  public static Schema parse(List<String> lines) {
    var messages = new LinkedHashMap<String, Map<String, FieldType>>();
    var enums = new HashMap<String, Words>();
    lines.stream()
        .filter(line -> line.startsWith("enum "))
        .map(line -> line.substring("enum ".length()))
        .forEach(name -> enums.put(name, new Words(name, new HashMap<>())));
    Map<String, FieldType> fields = Map.of();
    Map<String, Integer> values = Map.of();
    for (String line : lines) {
      String[] words = line.strip().split(" ", -1);
      switch (words[0]) {
        case "message" -> {
          fields = new LinkedHashMap<>();
          messages.put(words[1], fields);
        }
        case "enum" -> values = enums.getOrDefault(words[1], new Words("", Map.of())).values();
        default -> {
          int number = Integer.parseInt(words[0]);
          if (words.length == 2) {
            values.put(words[1], number);
          } else {
            fields.put(words[1], field(number, words[2], kind(words[3], enums)));
          }
        }
      }
    }
    return new Schema(messages);
  }

  private static FieldType field(int number, String flags, Kind kind) {
    int group = flags.indexOf('|');
    return new FieldType(
        number,
        flags.startsWith("*"),
        flags.contains("+"),
        group < 0 ? 0 : 1 + Integer.parseInt(flags.substring(group + 1)),
        kind);
  }

  private static Kind kind(String type, Map<String, Words> enums) {
    return switch (type) {
      case "double" -> Scalar.DOUBLE;
      case "float" -> Scalar.FLOAT;
      case "int32" -> Scalar.INT32;
      case "int64" -> Scalar.INT64;
      case "uint32" -> Scalar.UINT32;
      case "uint64" -> Scalar.UINT64;
      case "sint64" -> Scalar.SINT64;
      case "bool" -> Scalar.BOOL;
      case "string" -> Scalar.STRING;
      case "bytes" -> Scalar.BYTES;
      case "skip" -> new Skipped();
      default -> Optional.<Kind>ofNullable(enums.get(type)).orElseGet(() -> new Nested(type));
    };
  }

  /** The fields of a message by name. */
  Map<String, FieldType> fields(String message) {
    Map<String, FieldType> fields = messages.get(message);
    if (fields == null) {
      throw new IllegalArgumentException("no message " + message);
    }
    return fields;
  }
}
