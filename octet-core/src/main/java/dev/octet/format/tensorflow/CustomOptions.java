package dev.octet.format.tensorflow;

import com.google.flatbuffers.FlexBuffersBuilder;
import dev.octet.format.protobuf.Field;
import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tflite.schema.TensorType;
import dev.octet.io.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The attributes of a node as its custom op has them: a map in FlexBuffers, by the attributes'
 * names, as TensorFlow's own converter writes it. Functions, shapes, tensors and lists of types
 * have no form there. Source: {@code flatbuffer_export.cc}.
 */
final class CustomOptions {
  private final FlexBuffersBuilder builder = new FlexBuffersBuilder(ByteBuffer.allocate(256));
  private final Attrs attrs;

  private CustomOptions(Attrs attrs) {
    this.attrs = attrs;
  }

  /** The attributes that are the op's own, not notes of TensorFlow's. */
  static MemorySegment of(Attrs attrs) {
    var options = new CustomOptions(attrs);
    int map = options.builder.startMap();
    for (String name : new TreeSet<>(attrs.names())) {
      if (!name.startsWith("_")) {
        attrs.value(name).ifPresent(field -> options.put(name, field));
      }
    }
    options.builder.endMap(null, map);
    MemorySegment made = MemorySegment.ofBuffer(options.builder.finish());
    MemorySegment kept = NativeMemory.allocate(made.byteSize(), 1);
    return kept.copyFrom(made);
  }

  private void put(String name, Field value) {
    switch (value.number()) {
      case Attrs.LIST -> putList(name);
      case Attrs.TEXT -> builder.putString(name, value.text());
      case Attrs.INTEGER -> builder.putInt(name, value.integer());
      case Attrs.REAL -> builder.putFloat(name, value.real());
      case Attrs.FLAG -> builder.putBoolean(name, value.integer() != 0);
      case Attrs.TYPE ->
          number(DataType.of(value.integer())).ifPresent(n -> builder.putInt(name, n));
      default -> {}
    }
  }

  private void putList(String name) {
    List<String> texts = attrs.texts(name);
    long[] integers = attrs.wides(name);
    List<Float> reals = attrs.reals(name);
    if (texts.isEmpty() && integers.length == 0 && reals.isEmpty()) {
      return;
    }
    int start = builder.startVector();
    if (!texts.isEmpty()) {
      texts.forEach(builder::putString);
    } else if (integers.length > 0) {
      Arrays.stream(integers).forEach(builder::putInt);
    } else {
      reals.forEach(r -> builder.putFloat((float) r));
    }
    builder.endVector(name, start, true, false);
  }

  /** The number of a type in LiteRT's schema. */
  private static Optional<Integer> number(DataType type) {
    int number = Arrays.asList(TensorType.names).indexOf(type.stored().name());
    return type == DataType.UNKNOWN || number < 0 ? Optional.empty() : Optional.of(number);
  }
}
