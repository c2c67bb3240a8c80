package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.format.tflite.schema.Buffer;
import dev.octet.model.Constant;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives constants their buffer numbers, in the order in which they are met. A constant that several
 * tensors hold has one buffer; so have small constants of the same bytes.
 */
final class BufferPool {
  /** Constants up to this size are compared by content. */
  private static final int SMALL = 64 << 10;

  /** Bytes as a key. */
  private record Content(MemorySegment bytes, int hash) {
    static Content of(MemorySegment bytes) {
      int hash = 1;
      long n = bytes.byteSize();
      for (long i = 0; i + 4 <= n; i += 4) {
        hash = 31 * hash + bytes.get(Constant.I32, i);
      }
      return new Content(bytes, 31 * hash + (int) n);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Content c
          && hash == c.hash
          && bytes.byteSize() == c.bytes.byteSize()
          && bytes.mismatch(c.bytes) == -1;
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final List<Constant> constants = new ArrayList<>();
  private final Map<Constant, Integer> byIdentity = new HashMap<>();
  private final Map<Content, Integer> byContent = new HashMap<>();
  private final BitSet metadata = new BitSet();

  /** The number of the buffer that holds this constant; 0 is the empty one. */
  int number(Constant constant) {
    Integer known = byIdentity.get(constant);
    if (known != null) {
      return known;
    }
    int number =
        constant.byteSize() > SMALL
            ? add(constant)
            : byContent.computeIfAbsent(
                Content.of(constant.bytes()), c -> add(Constant.stored(c.bytes())));
    byIdentity.put(constant, number);
    return number;
  }

  /** The number of the buffer that holds this blob of metadata. */
  int metadata(Constant blob) {
    int number = number(blob);
    metadata.set(number);
    return number;
  }

  /** Writes the vector of buffer tables: an empty one, then one per constant. */
  int write(FlatBufferBuilder builder, Blobs blobs) {
    var tables = new int[constants.size() + 1];
    Buffer.startBuffer(builder);
    tables[0] = Buffer.endBuffer(builder);
    for (int i = 1; i < tables.length; i++) {
      Buffer.startBuffer(builder);
      tables[i] = blobs.endTable(Blobs.Slot.BUFFER, constants.get(i - 1), metadata.get(i));
    }
    return builder.createVectorOfTables(tables);
  }

  private int add(Constant constant) {
    constants.add(constant);
    return constants.size();
  }
}
