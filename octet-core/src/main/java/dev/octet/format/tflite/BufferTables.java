package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.format.tflite.schema.Buffer;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The buffer tables of a file. They are built with placeholders, since the constants follow behind
 * the tables and their places are known only when all tables are there.
 */
final class BufferTables {
  /** LiteRT maps files and hands kernels the addresses. */
  private static final int ALIGNMENT = 16;

  private final FlatBufferBuilder builder;
  private final List<Constant> constants;
  private final int[] fromEnd;
  private final boolean outside;

  /**
   * Decides where the constants go.
   *
   * @param limit bytes up to which the file is one FlatBuffer
   */
  BufferTables(FlatBufferBuilder builder, List<Constant> constants, long limit) {
    this.builder = builder;
    this.constants = constants;
    this.fromEnd = new int[constants.size()];
    long size = builder.offset() + 1024L;
    for (Constant constant : constants) {
      size = Math.addExact(size, constant.byteSize() + 2 * ALIGNMENT);
    }
    outside = size > limit;
  }

  /** Writes the vector of buffer tables: an empty one, then one per constant. */
  int write() {
    var tables = new int[constants.size() + 1];
    Buffer.startBuffer(builder);
    tables[0] = Buffer.endBuffer(builder);
    for (int i = 0; i < constants.size(); i++) {
      builder.startTable(3);
      if (outside) {
        builder.addLong(Ids.BUFFER_OFFSET, -1, 0);
        builder.addLong(Ids.BUFFER_SIZE, -1, 0);
      } else {
        builder.addInt(Ids.BUFFER_DATA, -1, 0);
      }
      fromEnd[i] = builder.endTable();
      tables[i + 1] = fromEnd[i];
    }
    return builder.createVectorOfTables(tables);
  }

  /** Places the constants behind the finished tables and fills in where they are. */
  Layout place(byte[] tables) {
    MemorySegment header = MemorySegment.ofArray(tables);
    var bytes = new FlatBytes(header);
    var layout = new Layout.Builder(header);
    for (int i = 0; i < constants.size(); i++) {
      Constant constant = constants.get(i);
      int table = tables.length - fromEnd[i];
      if (outside) {
        long start = layout.append(constant, ALIGNMENT, false);
        header.set(Constant.I64, bytes.field(table, Ids.BUFFER_OFFSET), start);
        header.set(Constant.I64, bytes.field(table, Ids.BUFFER_SIZE), constant.byteSize());
      } else {
        int field = bytes.field(table, Ids.BUFFER_DATA);
        long start = layout.append(constant, ALIGNMENT, true);
        header.set(Constant.I32, field, Math.toIntExact(start - Integer.BYTES - field));
      }
    }
    return layout.build();
  }
}
