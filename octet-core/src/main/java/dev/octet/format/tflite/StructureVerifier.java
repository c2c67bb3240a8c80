package dev.octet.format.tflite;

import com.google.flatbuffers.reflection.BaseType;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Schema.FieldType;
import dev.octet.format.tflite.Schema.TableType;

/**
 * Checks that every table, vector and string that can be reached from the root lies within the
 * bytes, aligned, and is known to the schema. It bounds its own work, and that of every later walk,
 * by the number of tables it visits, counting a shared table each time, as LiteRT's verifier does.
 */
final class StructureVerifier {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_TABLES = 1_000_000;

  /** The generated classes read a vtable's numbers as signed; no table comes near that size. */
  private static final int MAX_OFFSET = Short.MAX_VALUE;

  private final FlatBytes bytes;
  private final Schema schema = Schema.get();
  private int visited;

  private StructureVerifier(FlatBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Checks a FlatBuffer.
   *
   * @throws OctetException MALFORMED_MODEL, naming the table, field and byte; UNSUPPORTED_MODEL if
   *     a field or a union's member is unknown to the schema and would be lost
   */
  static void verify(FlatBytes bytes) {
    var verifier = new StructureVerifier(bytes);
    verifier.range(0, 8, "header");
    verifier.table(verifier.offset(0, "root"), verifier.schema.root(), 1);
  }

  private void table(int table, TableType type, int depth) {
    if (depth > MAX_DEPTH || ++visited > MAX_TABLES) {
      throw bad(table, "tables are nested or shared too often");
    }
    aligned(table, 4, type.name());
    range(table, 4, type.name());
    long vtable = (long) table - bytes.int32(table);
    if (vtable < 0 || vtable + 4 > bytes.size() || vtable % 2 != 0) {
      throw bad(table, type.name() + " has its vtable outside of the file");
    }
    int size = bytes.uint16((int) vtable);
    if (size < 4 || size > MAX_OFFSET || size % 2 != 0) {
      throw bad(vtable, "vtable of " + type.name() + " has a size of " + size);
    }
    range(vtable, size, "vtable of " + type.name());
    for (int id = 0; id < (size - 4) / 2; id++) {
      int offset = bytes.uint16((int) vtable + 4 + 2 * id);
      if (offset > MAX_OFFSET) {
        throw bad(table, "%s has field number %d %d bytes away".formatted(type.name(), id, offset));
      }
      if (offset != 0) {
        known(table, type, id, depth);
      }
    }
  }

  private void known(int table, TableType type, int id, int depth) {
    FieldType field = id < type.fields().length ? type.fields()[id] : null;
    if (field == null) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "%s has field number %d, newer than Octet knows".formatted(type.name(), id))
          .in("byte " + table);
    }
    try {
      field(table, bytes.field(table, id), type, field, depth);
    } catch (IndexOutOfBoundsException e) {
      throw bad(table, type.name() + "." + field.name() + " is outside of the file");
    }
  }

  private void field(int table, int at, TableType owner, FieldType field, int depth) {
    String what = owner.name() + "." + field.name();
    int width = width(field.base());
    aligned(at, width, what);
    range(at, width, what);
    switch (field.base()) {
      case BaseType.String -> string(offset(at, what), what);
      case BaseType.Vector -> vector(offset(at, what), field, what, depth);
      case BaseType.Obj -> table(offset(at, what), schema.table(field.ref()), depth + 1);
      case BaseType.Union -> union(table, at, field, what, depth);
      default -> {}
    }
  }

  private void union(int table, int at, FieldType field, String what, int depth) {
    int typeField = bytes.field(table, field.id() - 1);
    long member = typeField == 0 ? 0 : bytes.uint8(typeField);
    if (member == 0) {
      return;
    }
    Integer type = schema.enumType(field.ref()).tables().get(member);
    if (type == null) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "%s is of kind %d, newer than Octet knows".formatted(what, member))
          .in("byte " + at);
    }
    table(offset(at, what), schema.table(type), depth + 1);
  }

  private void vector(int at, FieldType field, String what, int depth) {
    long length = length(at, width(field.element()), what);
    switch (field.element()) {
      case BaseType.Obj -> {
        TableType type = schema.table(field.ref());
        for (int i = 0; i < length; i++) {
          table(offset(at + 4 + 4 * i, what), type, depth + 1);
        }
      }
      case BaseType.String, BaseType.Vector, BaseType.Union ->
          throw new IllegalStateException("the format has no such vector: " + what);
      default -> {}
    }
  }

  private void string(int at, String what) {
    long length = length(at, 1, what);
    range(at + 4 + length, 1, what);
    if (bytes.uint8((int) (at + 4 + length)) != 0) {
      throw bad(at, what + " does not end with a zero byte");
    }
  }

  private long length(int at, int width, String what) {
    aligned(at, 4, what);
    range(at, 4, what);
    long length = bytes.uint32(at);
    range(at + 4L, length * width, what);
    return length;
  }

  private int offset(int at, String what) {
    long target = at + bytes.uint32(at);
    if (target == at || target > bytes.size() - 4L) {
      throw bad(at, what + " leads outside of the file");
    }
    return (int) target;
  }

  private void range(long at, long length, String what) {
    if (at < 0 || length < 0 || at + length > bytes.size()) {
      throw bad(at, what + " ends behind the end of the file");
    }
  }

  private static void aligned(int at, int width, String what) {
    if (at % width != 0) {
      throw bad(at, what + " is not aligned to " + width + " bytes");
    }
  }

  /** Bytes a value of this base type takes inside a table or a vector. */
  static int width(int base) {
    return switch (base) {
      case BaseType.UType, BaseType.Bool, BaseType.Byte, BaseType.UByte -> 1;
      case BaseType.Short, BaseType.UShort -> 2;
      case BaseType.Long, BaseType.ULong, BaseType.Double -> 8;
      default -> 4;
    };
  }

  private static OctetException bad(long at, String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what).in("byte " + at);
  }
}
