package dev.octet.format.tflite;

import com.google.flatbuffers.reflection.BaseType;
import com.google.flatbuffers.reflection.Enum;
import com.google.flatbuffers.reflection.Field;
import com.google.flatbuffers.reflection.Object;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables and enums of the format, as {@code litert.bfbs} tells them. Each is decoded when it is
 * first asked for: a model uses a few of the 190.
 */
final class Schema {
  /** Defers loading to the first use. */
  private static final class Holder {
    static final Schema INSTANCE = new Schema(load());
  }

  /**
   * A table type.
   *
   * @param name without its namespace
   * @param fields by id; null where the schema leaves a gap
   * @param byName the same by name
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record TableType(String name, @Nullable FieldType[] fields, Map<String, FieldType> byName) {}

  /**
   * A field of a table.
   *
   * @param base one of {@link BaseType}
   * @param element for a vector, the base type of its elements
   * @param ref index of the table (Obj) or enum (enum, union), or −1
   * @param align bytes the data of a vector is aligned to, at least
   */
  record FieldType(
      String name, int id, int base, int element, int ref, long integer, double real, int align) {
    /** The base type of what is stored: that of the elements for a vector. */
    int scalar() {
      return base == BaseType.Vector ? element : base;
    }
  }

  /**
   * An enum or a union.
   *
   * @param names by value
   * @param values by name
   * @param tables for a union, the index of each member's table by value
   */
  record EnumType(
      String name, Map<Long, String> names, Map<String, Long> values, Map<Long, Integer> tables) {
    /** The value of a name that is known to be there. */
    long value(String of) {
      Long value = values.get(of);
      if (value == null) {
        throw new IllegalArgumentException(name + " has no " + of);
      }
      return value;
    }
  }

  private final com.google.flatbuffers.reflection.Schema schema;
  private final Map<Integer, TableType> tables = new ConcurrentHashMap<>();
  private final Map<Integer, EnumType> enums = new ConcurrentHashMap<>();
  private final Map<String, Integer> tableIndex = new HashMap<>();

  private Schema(ByteBuffer bytes) {
    schema = com.google.flatbuffers.reflection.Schema.getRootAsSchema(bytes);
    for (int i = 0; i < schema.objectsLength(); i++) {
      tableIndex.put(simpleName(schema.objects(i).name()), i);
    }
  }

  /** The schema of the {@code .tflite} format. */
  static Schema get() {
    return Holder.INSTANCE;
  }

  /** The type of the root table. */
  TableType root() {
    return table("Model");
  }

  /**
   * A table type by name.
   *
   * @throws OctetException if the format has no such table
   */
  TableType table(String name) {
    Integer index = tableIndex.get(name);
    if (index == null) {
      throw new OctetException(
          ErrorCode.UNSUPPORTED_MODEL, "the .tflite format has no table " + name);
    }
    return table(index);
  }

  /** A table type by its index, as fields refer to it. */
  TableType table(int index) {
    return tables.computeIfAbsent(index, i -> tableType(schema.objects(i)));
  }

  /** An enum by its index, as fields refer to it. */
  EnumType enumType(int index) {
    return enums.computeIfAbsent(index, i -> enumType(schema.enums(i)));
  }

  /** The enum of that name. */
  EnumType enumType(String name) {
    for (int i = 0; i < schema.enumsLength(); i++) {
      if (simpleName(schema.enums(i).name()).equals(name)) {
        return enumType(i);
      }
    }
    throw new IllegalArgumentException("no enum " + name);
  }

  private static TableType tableType(Object table) {
    var fields = new @Nullable FieldType[table.fieldsLength()];
    var byName = new HashMap<String, FieldType>();
    for (int i = 0; i < table.fieldsLength(); i++) {
      Field f = table.fields(i);
      var align = f.attributesByKey("force_align");
      var type =
          new FieldType(
              f.name(),
              f.id(),
              Byte.toUnsignedInt(f.type().baseType()),
              Byte.toUnsignedInt(f.type().element()),
              f.type().index(),
              f.defaultInteger(),
              f.defaultReal(),
              align == null ? 0 : Integer.parseInt(align.value()));
      fields[f.id()] = type;
      byName.put(type.name(), type);
    }
    return new TableType(simpleName(table.name()), fields, Map.copyOf(byName));
  }

  private static EnumType enumType(Enum type) {
    var names = new HashMap<Long, String>();
    var values = new HashMap<String, Long>();
    var tables = new HashMap<Long, Integer>();
    for (int i = 0; i < type.valuesLength(); i++) {
      var value = type.values(i);
      names.put(value.value(), value.name());
      values.put(value.name(), value.value());
      if (type.isUnion() && value.unionType().index() >= 0) {
        tables.put(value.value(), value.unionType().index());
      }
    }
    return new EnumType(
        simpleName(type.name()), Map.copyOf(names), Map.copyOf(values), Map.copyOf(tables));
  }

  private static String simpleName(String qualified) {
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }

  private static ByteBuffer load() {
    try (InputStream in = Schema.class.getResourceAsStream("litert.bfbs")) {
      if (in == null) {
        throw new IllegalStateException("litert.bfbs is missing from the class path");
      }
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
