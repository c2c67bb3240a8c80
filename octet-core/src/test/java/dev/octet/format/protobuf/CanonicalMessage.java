package dev.octet.format.protobuf;

import dev.octet.format.protobuf.Schema.FieldType;
import dev.octet.format.protobuf.Schema.Nested;
import dev.octet.format.protobuf.Schema.Scalar;
import dev.octet.format.protobuf.Schema.Skipped;
import dev.octet.format.protobuf.Schema.Words;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a message means, whatever the order of its fields and of the entries of its maps, and
 * whether a value at its default is written.
 */
record CanonicalMessage(Schema schema) {
  String text(Message message, String type) {
    Map<String, FieldType> fields = schema.fields(type);
    var lines = new ArrayList<String>();
    fields.forEach(
        (name, field) -> {
          List<String> values = values(message, field);
          boolean isMap = field.kind() instanceof Nested n && n.name().endsWith("Entry");
          if (isMap) {
            values.sort(null);
          }
          if (!values.isEmpty()) {
            lines.add(name + values);
          }
        });
    message.forEach(
        f -> {
          if (fields.values().stream().noneMatch(t -> t.number() == f.number())) {
            throw new AssertionError("unknown field " + f.number() + " of " + type);
          }
        });
    return lines.toString();
  }

  private List<String> values(Message message, FieldType field) {
    var values = new ArrayList<String>();
    for (Field value : message.all(field.number())) {
      switch (field.kind()) {
        case Nested n -> values.add(text(value.message(), n.name()));
        case Skipped _ -> values.add("skipped");
        case Words _ -> value.forEachVarint(v -> values.add(Long.toString(v)));
        case Scalar s -> scalars(value, s, values);
      }
    }
    if (!field.repeated() && field.group() == 0) {
      values.removeIf(v -> v.equals("0") || v.isEmpty());
    }
    return values;
  }

  private static void scalars(Field value, Scalar type, List<String> values) {
    switch (type) {
      case STRING, BYTES ->
          values.add(HexFormat.of().formatHex(value.bytes().toArray(ValueLayout.JAVA_BYTE)));
      case FLOAT -> value.forEachFixed32(v -> values.add(Long.toString(v)));
      case DOUBLE -> value.forEachFixed64(v -> values.add(Long.toString(v)));
      case INT32, INT64, UINT32, UINT64, SINT64, BOOL ->
          value.forEachVarint(v -> values.add(Long.toString(v)));
    }
  }
}
