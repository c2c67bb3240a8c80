package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Writes strings and vectors; what has been written before is referred to again. */
final class SharedVectors {
  /** Content and alignment decide whether two vectors can be one. */
  private record Key(int width, ByteBuffer bytes) {}

  private final FlatBufferBuilder builder;
  private final Map<Key, Integer> written = new HashMap<>();
  private final Map<String, Integer> strings = new HashMap<>();

  SharedVectors(FlatBufferBuilder builder) {
    this.builder = builder;
  }

  /** A string, or 0 (absent) when it is empty. */
  int optionalString(String text) {
    return text.isEmpty() ? 0 : string(text);
  }

  /** A string, which may be empty. */
  int string(String text) {
    return strings.computeIfAbsent(
        text, t -> builder.createString(ByteBuffer.wrap(Names.bytes(t))));
  }

  /** A vector of ints. */
  int ints(int[] values) {
    var bytes = littleEndian(4 * values.length);
    bytes.asIntBuffer().put(values);
    return share(new Key(4, bytes));
  }

  /** A vector of floats. */
  int floats(float[] values) {
    var bytes = littleEndian(4 * values.length);
    bytes.asFloatBuffer().put(values);
    return share(new Key(4, bytes));
  }

  /** A vector of longs. */
  int longs(long[] values) {
    var bytes = littleEndian(8 * values.length);
    bytes.asLongBuffer().put(values);
    return share(new Key(8, bytes));
  }

  /** A vector of bytes. */
  int bytes(ByteBuffer values) {
    return share(new Key(1, values));
  }

  /** A vector of tables, each written by {@code write}; 0 (absent) when there are none. */
  <T> int tables(List<T> items, ToIntFunction<T> write) {
    var offsets = new ArrayList<Integer>();
    items.forEach(item -> offsets.add(write.applyAsInt(item)));
    return offsets.isEmpty()
        ? 0
        : builder.createVectorOfTables(offsets.stream().mapToInt(i -> i).toArray());
  }

  private int share(Key key) {
    return written.computeIfAbsent(key, this::write);
  }

  private int write(Key key) {
    int count = key.bytes().remaining() / key.width();
    ByteBuffer space = builder.createUnintializedVector(key.width(), count, key.width());
    space.put(key.bytes().duplicate());
    return builder.endVector();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
