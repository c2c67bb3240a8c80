package dev.octet.data;

import dev.octet.data.Example.Feature;
import dev.octet.data.Example.Kind;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.TensorDef;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of a feature.
 *
 * @param shape that of a message {@code TensorProto}; else their count
 * @param data little-endian
 */
record RecordValues(ElementType type, List<Long> shape, MemorySegment data) {
  /** No sample has more. */
  private static final long MOST = 1L << 28;

  long count() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /**
   * Reads them; of an image there are none.
   *
   * @throws OctetException {@code BAD_DATA}
   */
  static RecordValues of(Feature feature, FeatureForm form) {
    return Example.sound(
        () ->
            switch (form) {
              case FeatureForm.Values _ -> list(feature);
              case FeatureForm.Raw raw -> raw(single(feature), raw.type());
              case FeatureForm.Serialized _ -> tensor(single(feature));
              case FeatureForm.Image _ -> throw bad("is an image where numbers are wanted");
            });
  }

  /** The bytes of a feature that is one text. */
  static MemorySegment single(Feature feature) {
    if (feature.kind() != Kind.BYTES) {
      throw bad("holds numbers, not bytes");
    }
    List<MemorySegment> values = Example.bytes(feature);
    if (values.size() != 1) {
      throw bad("holds %d texts of bytes, not one".formatted(values.size()));
    }
    return values.getFirst();
  }

  private static RecordValues list(Feature feature) {
    return switch (feature.kind()) {
      case FLOATS -> floats(feature.list().all(1));
      case INTEGERS -> integers(feature.list());
      case BYTES ->
          throw bad("holds bytes, not numbers").advise("say what they are: FEATURE:raw-uint8");
    };
  }

  private static RecordValues floats(List<Field> fields) {
    if (fields.size() == 1 && fields.getFirst().wire() == Field.Wire.BYTES) {
      return raw(fields.getFirst().bytes(), ElementType.FLOAT32);
    }
    var count = new int[1];
    fields.forEach(f -> f.forEachFixed32(_ -> count[0]++));
    var values = new float[count[0]];
    count[0] = 0;
    fields.forEach(f -> f.forEachFixed32(v -> values[count[0]++] = Float.intBitsToFloat((int) v)));
    return counted(ElementType.FLOAT32, Constant.of(values).bytes());
  }

  private static RecordValues integers(Message list) {
    var count = new long[1];
    list.forEach(1, f -> f.forEachVarint(_ -> count[0]++));
    checkSize(count[0]);
    var values = new long[(int) count[0]];
    count[0] = 0;
    list.forEach(1, f -> f.forEachVarint(v -> values[(int) count[0]++] = v));
    return counted(ElementType.INT64, Constant.of(values).bytes());
  }

  private static RecordValues raw(MemorySegment bytes, ElementType type) {
    int width = type.bits() / 8;
    if (bytes.byteSize() % width != 0) {
      throw bad("is %d bytes, which are no %s values".formatted(bytes.byteSize(), type.text()));
    }
    return counted(type, bytes);
  }

  private static RecordValues counted(ElementType type, MemorySegment data) {
    return new RecordValues(type, List.of(data.byteSize() * 8 / type.bits()), data);
  }

  private static RecordValues tensor(MemorySegment bytes) {
    try {
      var tensor = new TensorDef(Message.of(bytes));
      Shape shape = tensor.shape();
      checkSize(shape.elements());
      Array array = tensor.array();
      List<Long> dims = IntStream.of(shape.dims()).mapToObj(d -> (long) d).toList();
      return new RecordValues(array.type(), dims, array.data().bytes());
    } catch (OctetException e) {
      throw bad("is %d bytes of unknown meaning".formatted(bytes.byteSize()))
          .advise(
              "say what they are: FEATURE:raw-uint8, FEATURE:raw-float32 and the like,"
                  + " FEATURE:image or FEATURE:tensor")
          .because(e);
    }
  }

  private static void checkSize(long count) {
    if (count > MOST) {
      throw bad("has %d values".formatted(count));
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
