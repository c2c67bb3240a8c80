package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.model.AssociatedFiles;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The large parts of a file: constants, options of custom ops. Tables refer to them by
 * placeholders, since they follow behind the tables and their places are known only when all tables
 * are there.
 *
 * <p>In a file of ordinary size they are vectors of the FlatBuffer. In a larger one they lie behind
 * it, at an offset from the start of the file; but what the runtime looks for in vectors alone
 * (metadata) stays a vector. Source: {@code flatbuffer_export.cc} of LiteRT's converter.
 */
final class Blobs {
  /** LiteRT maps files and hands kernels the addresses. */
  private static final int ALIGNMENT = 16;

  /** XNNPACK reads a little past the end of what it is given. */
  private static final int SPARE = 16;

  /** Which fields of a table refer to a blob. */
  enum Slot {
    BUFFER(Ids.BUFFER_DATA, Ids.BUFFER_OFFSET, Ids.BUFFER_SIZE),
    OPTIONS(
        Ids.OPERATOR_CUSTOM_OPTIONS,
        Ids.OPERATOR_LARGE_OPTIONS_OFFSET,
        Ids.OPERATOR_LARGE_OPTIONS_SIZE);

    private final int vector;
    private final int offset;
    private final int size;

    Slot(int vector, int offset, int size) {
      this.vector = vector;
      this.offset = offset;
      this.size = size;
    }
  }

  private record Reference(Slot slot, Constant data, boolean isVector, int tableFromEnd) {}

  private final FlatBufferBuilder builder;
  private final boolean outside;
  private final List<Reference> references = new ArrayList<>();
  private final Map<MemorySegment, Constant> options = new HashMap<>();

  /**
   * Starts without any.
   *
   * @param outside whether they lie behind the FlatBuffer
   */
  Blobs(FlatBufferBuilder builder, boolean outside) {
    this.builder = builder;
    this.outside = outside;
  }

  /** Adds the placeholders of a blob to the open table, and ends it; gives the table's offset. */
  int endTable(Slot slot, Constant data, boolean alwaysVector) {
    boolean isVector = alwaysVector || !outside;
    if (isVector) {
      builder.addInt(slot.vector, -1, 0);
    } else {
      builder.addLong(slot.offset, -1, 0);
      builder.addLong(slot.size, -1, 0);
    }
    int table = builder.endTable();
    references.add(new Reference(slot, data, isVector, table));
    return table;
  }

  /** The same constant for the same options. */
  Constant options(MemorySegment bytes) {
    return options.computeIfAbsent(bytes, Constant::stored);
  }

  /** Bytes of the FlatBuffer as it stands, with the vectors that are to follow. */
  long flatBufferSize() {
    long size = builder.offset() + 1024L;
    for (Reference reference : references) {
      size += reference.isVector ? reference.data.byteSize() + 2 * ALIGNMENT : 0;
    }
    return size;
  }

  /** Places them behind the finished tables and fills in where they are. */
  Layout place(byte[] tables, List<AssociatedFiles> files) {
    MemorySegment header = MemorySegment.ofArray(tables);
    var layout = new Layout.Builder(header);
    var places = new HashMap<Constant, Long>();
    // all vectors first: they must lie within the reach of the tables
    for (boolean vectors : new boolean[] {true, false}) {
      for (Reference reference : references) {
        if (reference.isVector == vectors) {
          long place =
              places.computeIfAbsent(
                  reference.data, data -> layout.append(data, ALIGNMENT, reference.isVector));
          fillIn(header, reference, tables.length - reference.tableFromEnd, place);
        }
      }
    }
    if (outside) {
      layout.append(Constant.of(new byte[SPARE]), 1, false);
    }
    files.forEach(f -> AssociatedZip.append(f, layout));
    return layout.build();
  }

  private static void fillIn(MemorySegment header, Reference reference, int table, long place) {
    var bytes = new FlatBytes(header);
    Slot slot = reference.slot;
    if (reference.isVector) {
      int field = bytes.field(table, slot.vector);
      header.set(Constant.I32, field, Math.toIntExact(place - Integer.BYTES - field));
    } else {
      header.set(Constant.I64, bytes.field(table, slot.offset), place);
      header.set(Constant.I64, bytes.field(table, slot.size), reference.data.byteSize());
    }
  }
}
