package dev.octet.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of an op (or another table that Octet carries along) as a value: a type name and
 * fields by name.
 *
 * <p>Names and types are those of the schema ({@code stride_w}, {@code fused_activation_function});
 * a field that has its default is absent. Values are {@code Boolean}, {@code Long} (every integer),
 * {@code Double} (every float), {@code String} (the name of an enum value, or text), {@code
 * Attributes} (a table), or a {@code List} of those.
 *
 * @param type the table's name in the schema, such as {@code Conv2DOptions}
 * @param fields the fields that differ from their default, sorted by name
 */
public record Attributes(String type, Map<String, Object> fields) {
  /** Checks the values and copies the map. */
  public Attributes {
    fields.forEach(Attributes::check);
    fields = Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** Attributes of which every field has its default. */
  public static Attributes of(String type) {
    return new Attributes(type, Map.of());
  }

  /** This with one field set; null restores the default. */
  public Attributes with(String name, @Nullable Object value) {
    var changed = new TreeMap<>(fields);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value instanceof Integer i ? (Long) (long) i : value);
    }
    return new Attributes(type, changed);
  }

  /** This with an integer field set, which is absent where it has its default. */
  public Attributes with(String name, long value, long ifAbsent) {
    return with(name, value == ifAbsent ? null : (Long) value);
  }

  /** An integer field, or its default. */
  public long integer(String name, long ifAbsent) {
    return fields.get(name) instanceof Long v ? v : ifAbsent;
  }

  /** A float field, or its default. */
  public double real(String name, double ifAbsent) {
    return fields.get(name) instanceof Double v ? v : ifAbsent;
  }

  /** A boolean field; false when absent. */
  public boolean flag(String name) {
    return fields.get(name) instanceof Boolean v && v;
  }

  /** The name of an enum field's value, or the name of its default. */
  public String name(String name, String ifAbsent) {
    return fields.get(name) instanceof String v ? v : ifAbsent;
  }

  /** A list field; empty when absent. */
  public List<?> list(String name) {
    return fields.get(name) instanceof List<?> v ? v : List.of();
  }

  private static void check(String name, Object value) {
    switch (value) {
      case Boolean _, Long _, Double _, String _, Attributes _ -> {}
      case List<?> list -> list.forEach(v -> check(name, v));
      default -> throw new IllegalArgumentException(name + " has a value of " + value.getClass());
    }
  }

  /** Calls back for each field in the order of names. */
  public void forEach(BiConsumer<String, Object> action) {
    fields.forEach(action);
  }
}
