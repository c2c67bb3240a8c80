package dev.octet.format.tflite;

import com.google.flatbuffers.reflection.BaseType;
import dev.octet.format.tflite.Schema.EnumType;
import dev.octet.format.tflite.Schema.FieldType;
import dev.octet.format.tflite.Schema.TableType;
import dev.octet.model.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns any table of a verified FlatBuffer into {@link Attributes}, guided by the schema. */
final class AttributesReader {
  private final FlatBytes bytes;
  private final Budget budget;
  private final Schema schema = Schema.get();

  AttributesReader(FlatBytes bytes, Budget budget) {
    this.bytes = bytes;
    this.budget = budget;
  }

  /** Reads the table at a position; fields that have their default are left out. */
  Attributes read(int table, String type) {
    return read(table, schema.table(type));
  }

  /** Reads a field that is a table or a union; null when it is absent. */
  @Nullable Attributes table(int table, String type, String name) {
    return field(table, type, name) instanceof Attributes value ? value : null;
  }

  /** Reads one field of a table; null when it is absent or has its default. */
  @Nullable Object field(int table, String type, String name) {
    FieldType field = schema.table(type).byName().get(name);
    int at = field == null ? 0 : bytes.field(table, field.id());
    return field == null || at == 0 ? null : value(table, at, field);
  }

  private Attributes read(int table, TableType type) {
    var values = new TreeMap<String, Object>();
    for (FieldType field : type.fields()) {
      int at = field == null ? 0 : bytes.field(table, field.id());
      if (field != null && at != 0) {
        Object value = value(table, at, field);
        if (value != null) {
          values.put(field.name(), value);
        }
      }
    }
    return new Attributes(type.name(), values);
  }

  private @Nullable Object value(int table, int at, FieldType field) {
    return switch (field.base()) {
      case BaseType.UType -> null; // told by the type of the union's value
      case BaseType.Union -> union(table, at, field);
      case BaseType.Obj -> read(bytes.follow(at), schema.table(field.ref()));
      case BaseType.String -> string(bytes.follow(at));
      case BaseType.Vector -> vector(bytes.follow(at), field);
      case BaseType.Float, BaseType.Double -> {
        double value = real(at, field.base());
        if (Double.compare(value, field.real()) == 0) {
          yield null;
        }
        yield value;
      }
      default -> {
        long value = integer(at, field.base());
        if (value == field.integer()) {
          yield null;
        }
        yield named(value, field);
      }
    };
  }

  private @Nullable Attributes union(int table, int at, FieldType field) {
    int typeAt = bytes.field(table, field.id() - 1);
    long member = typeAt == 0 ? 0 : bytes.uint8(typeAt);
    Integer type = schema.enumType(field.ref()).tables().get(member);
    return type == null ? null : read(bytes.follow(at), schema.table(type));
  }

  private String string(int at) {
    budget.take(bytes.int32(at));
    return bytes.string(at);
  }

  private List<Object> vector(int at, FieldType field) {
    int n = budget.take(bytes.int32(at));
    int width = StructureVerifier.width(field.element());
    var values = new ArrayList<Object>(n);
    for (int i = 0; i < n; i++) {
      int p = at + 4 + i * width;
      values.add(
          switch (field.element()) {
            case BaseType.Obj -> read(bytes.follow(p), schema.table(field.ref()));
            case BaseType.Float, BaseType.Double -> real(p, field.element());
            default -> named(integer(p, field.element()), field);
          });
    }
    return List.copyOf(values);
  }

  private double real(int at, int base) {
    return base == BaseType.Float ? bytes.float32(at) : bytes.float64(at);
  }

  private long integer(int at, int base) {
    return switch (base) {
      case BaseType.Bool, BaseType.UType, BaseType.UByte -> bytes.uint8(at);
      case BaseType.Byte -> bytes.int8(at);
      case BaseType.Short -> bytes.int16(at);
      case BaseType.UShort -> bytes.uint16(at);
      case BaseType.Int -> bytes.int32(at);
      case BaseType.UInt -> bytes.uint32(at);
      case BaseType.Long, BaseType.ULong -> bytes.int64(at);
      default -> throw new IllegalStateException("no integer: base type " + base);
    };
  }

  /** The name of an enum's value where it has one, a Boolean, or the number. */
  private Object named(long value, FieldType field) {
    if (field.scalar() == BaseType.Bool) {
      return value != 0;
    }
    if (field.ref() >= 0) {
      EnumType type = schema.enumType(field.ref());
      String name = type.names().get(value);
      if (name != null) {
        return name;
      }
    }
    return value;
  }
}
