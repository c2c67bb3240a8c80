package dev.octet.data;

import dev.octet.data.Example.Feature;
import dev.octet.data.Example.Kind;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a feature lie in a record: as a list of numbers, as the bytes of numbers, as a
 * message {@code TensorProto}, or as an image file.
 */
sealed interface FeatureForm {
  /** Floats or integers, one by one. */
  record Values() implements FeatureForm {}

  /** The bytes of numbers, little-endian, as {@code tf.io.decode_raw} takes them. */
  record Raw(ElementType type) implements FeatureForm {}

  /** What {@code tf.io.serialize_tensor} gives. */
  record Serialized() implements FeatureForm {}

  /** A PNG, JPEG, BMP, GIF or WebP file. */
  record Image() implements FeatureForm {}

  /** What a user says of a feature: {@code NAME}, {@code NAME:raw-uint8}, {@code NAME:image}. */
  record Named(String feature, @Nullable FeatureForm form) {
    private static final Map<String, ElementType> TYPES =
        Map.ofEntries(
            Map.entry("uint8", ElementType.UINT8),
            Map.entry("int8", ElementType.INT8),
            Map.entry("uint16", ElementType.UINT16),
            Map.entry("int16", ElementType.INT16),
            Map.entry("uint32", ElementType.UINT32),
            Map.entry("int32", ElementType.INT32),
            Map.entry("uint64", ElementType.UINT64),
            Map.entry("int64", ElementType.INT64),
            Map.entry("float16", ElementType.FLOAT16),
            Map.entry("float32", ElementType.FLOAT32),
            Map.entry("float64", ElementType.FLOAT64),
            Map.entry("bool", ElementType.BOOL));

    private static final String RAW = "raw-";

    static Named parse(String text) {
      int at = text.lastIndexOf(':');
      String suffix = text.substring(at + 1).toLowerCase(Locale.ROOT);
      if (at <= 0) {
        return new Named(text, null);
      }
      String feature = text.substring(0, at);
      if (suffix.equals("image")) {
        return new Named(feature, new Image());
      }
      if (suffix.equals("tensor")) {
        return new Named(feature, new Serialized());
      }
      if (!suffix.startsWith(RAW)) {
        return new Named(text, null);
      }
      ElementType type = TYPES.get(suffix.substring(RAW.length()));
      if (type == null) {
        throw new OctetException(
                ErrorCode.USAGE, "'%s' is no type of numbers".formatted(suffix.substring(4)))
            .in("--features " + text)
            .advise("raw-uint8, raw-int16, raw-float32 and the like");
      }
      return new Named(feature, new Raw(type));
    }
  }

  /**
   * The form of a feature that no user names.
   *
   * <p>Bytes that start as an image file does are one, if the input takes images. As many bytes as
   * the input has elements are bytes from 0 to 255; as many as the input's own elements take are
   * such elements. Else it may be a message {@code TensorProto}.
   *
   * @param input what it is for, or null for labels
   */
  static FeatureForm of(Feature feature, @Nullable InputSpec input) {
    if (feature.kind() != Kind.BYTES) {
      return new Values();
    }
    MemorySegment bytes = RecordValues.single(feature);
    if (ImageMagic.startsImage(bytes)) {
      return new Image();
    }
    return input == null ? new Serialized() : raw(bytes.byteSize(), input);
  }

  private static FeatureForm raw(long bytes, InputSpec input) {
    ElementType own = input.type();
    long elements = FilledShape.count(input.shape()).orElse(0);
    if (elements > 0 && bytes == elements) {
      return new Raw(own == ElementType.BOOL ? own : ElementType.UINT8);
    }
    boolean numbers = own.bits() >= Short.SIZE && elements > 0;
    return numbers && bytes == own.bytes(elements) ? new Raw(own) : new Serialized();
  }
}
