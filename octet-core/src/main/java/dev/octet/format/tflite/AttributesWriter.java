package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import com.google.flatbuffers.reflection.BaseType;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Schema.EnumType;
import dev.octet.format.tflite.Schema.FieldType;
import dev.octet.format.tflite.Schema.TableType;
import dev.octet.model.Attributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes {@link Attributes} as the table the schema says they are; equal ones are written once. */
final class AttributesWriter {
  /** A field's value, ready for its slot. */
  private record Slot(FieldType field, long bits) {}

  private final FlatBufferBuilder builder;
  private final SharedVectors vectors;
  private final Map<Attributes, Integer> written = new HashMap<>();
  private final Schema schema = Schema.get();

  AttributesWriter(FlatBufferBuilder builder, SharedVectors vectors) {
    this.builder = builder;
    this.vectors = vectors;
  }

  /** The offset of the table; may not be called while another table is under construction. */
  int write(Attributes attributes) {
    Integer known = written.get(attributes);
    if (known != null) {
      return known;
    }
    int offset = table(attributes, schema.table(attributes.type()));
    written.put(attributes, offset);
    return offset;
  }

  /** The number of a table type in a union, or 0 when it is no member. */
  int member(String union, String type) {
    return Math.toIntExact(schema.enumType(union).values().getOrDefault(type, 0L));
  }

  private int table(Attributes attributes, TableType type) {
    var slots = new ArrayList<Slot>();
    attributes.forEach((name, value) -> slots(type, name, value, slots));
    // widest first, so that no byte is lost to alignment
    slots.sort(
        Comparator.comparingInt((Slot s) -> -StructureVerifier.width(s.field().base()))
            .thenComparingInt(s -> s.field().id()));
    builder.startTable(type.fields().length);
    slots.forEach(this::add);
    return builder.endTable();
  }

  private void slots(TableType type, String name, Object value, List<Slot> slots) {
    FieldType field = type.byName().get(name);
    if (field == null) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL,
          "table %s of the .tflite format has no field %s".formatted(type.name(), name));
    }
    slots.add(new Slot(field, bits(type, field, value)));
    if (field.base() == BaseType.Union && value instanceof Attributes member) {
      FieldType tag = Objects.requireNonNull(type.fields()[field.id() - 1]);
      slots.add(new Slot(tag, member(schema.enumType(field.ref()).name(), member.type())));
    }
  }

  private long bits(TableType owner, FieldType field, Object value) {
    return switch (value) {
      case Attributes a -> write(a);
      case String s when field.base() == BaseType.String -> vectors.string(s);
      case List<?> list -> vector(owner, field, list);
      default -> scalar(owner, field, value);
    };
  }

  private long scalar(TableType owner, FieldType field, Object value) {
    return switch (value) {
      case Boolean b -> b ? 1 : 0;
      case Long n when field.scalar() == BaseType.Float -> Float.floatToRawIntBits(n);
      case Long n when field.scalar() == BaseType.Double -> Double.doubleToRawLongBits(n);
      case Long n -> n;
      case Double d when field.scalar() == BaseType.Float ->
          Float.floatToRawIntBits(d.floatValue());
      case Double d -> Double.doubleToRawLongBits(d);
      case String name when field.ref() >= 0 -> enumValue(owner, field, name);
      default ->
          throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "%s.%s cannot hold %s".formatted(owner.name(), field.name(), value));
    };
  }

  private long enumValue(TableType owner, FieldType field, String name) {
    EnumType type = schema.enumType(field.ref());
    Long value = type.values().get(name);
    if (value == null) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL,
          "%s.%s: %s has no value %s".formatted(owner.name(), field.name(), type.name(), name));
    }
    return value;
  }

  private int vector(TableType owner, FieldType field, List<?> list) {
    int width = StructureVerifier.width(field.element());
    if (field.element() == BaseType.Obj) {
      int[] offsets = list.stream().mapToInt(v -> write((Attributes) v)).toArray();
      return builder.createVectorOfTables(offsets);
    }
    long[] bits = list.stream().mapToLong(v -> scalar(owner, field, v)).toArray();
    builder.startVector(width, bits.length, Math.max(width, field.align()));
    for (int i = bits.length - 1; i >= 0; i--) {
      switch (width) {
        case 1 -> builder.addByte((byte) bits[i]);
        case 2 -> builder.addShort((short) bits[i]);
        case 4 -> builder.addInt((int) bits[i]);
        default -> builder.addLong(bits[i]);
      }
    }
    return builder.endVector();
  }

  private void add(Slot slot) {
    FieldType field = slot.field();
    int id = field.id();
    switch (field.base()) {
      case BaseType.String, BaseType.Vector, BaseType.Obj, BaseType.Union ->
          builder.addOffset(id, (int) slot.bits(), 0);
      default -> addScalar(id, StructureVerifier.width(field.base()), slot.bits());
    }
  }

  private void addScalar(int id, int width, long bits) {
    // written even when zero: the default of the field may be another
    switch (width) {
      case 1 -> builder.addByte(id, (byte) bits, (byte) ~bits);
      case 2 -> builder.addShort(id, (short) bits, (short) ~bits);
      case 4 -> builder.addInt(id, (int) bits, (int) ~bits);
      default -> builder.addLong(id, bits, ~bits);
    }
  }
}
