package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Turns the elements of an array into those of an input.
 *
 * <p>Reals may go to reals (of any width) and to quantized integers; integers also to integers that
 * hold their value. Elements of a quantized input's own type are taken for quantized already,
 * unless there is a normalization. Reals never go to plain integers.
 */
@FunctionalInterface
interface Conversion {
  /**
   * Converts a stretch.
   *
   * @param source elements, little-endian
   * @param first the first of them
   * @param count how many
   * @param target room for as many of the input's elements
   * @throws OctetException {@code BAD_DATA} for an element that cannot be converted
   */
  void apply(MemorySegment source, long first, long count, MemorySegment target);

  /**
   * The conversion from a type to what an input wants.
   *
   * @throws OctetException {@code BAD_DATA} if there is none
   */
  static Conversion of(ElementType from, InputSpec to, @Nullable Normalization normalization) {
    ElementType type = to.type();
    PerTensor quantization = to.quantization();
    return switch (type) {
      case FLOAT32 -> toFloat(from, normalization);
      case FLOAT16, FLOAT64 -> new RealConversions.ToReal(Reals.of(from), normalization, type);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> {
        if (quantization != null && (from != type || normalization != null)) {
          yield new RealConversions.Quantize(Reals.of(from), normalization, type, quantization);
        }
        yield from == type ? new IntegerConversions.Copy(type) : toInteger(from, to);
      }
      case BOOL -> from == type ? new IntegerConversions.Copy(type) : toInteger(from, to);
      case BFLOAT16, INT2, INT4, UINT4, COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT ->
          throw refused("input " + to + " cannot be fed from arrays");
    };
  }

  private static Conversion toFloat(ElementType from, @Nullable Normalization normalization) {
    return switch (from) {
      case FLOAT32 -> new RealConversions.Floats(normalization);
      case UINT8, INT8, BOOL -> RealConversions.Bytes.of(from, normalization);
      default -> new RealConversions.ToReal(Reals.of(from), normalization, ElementType.FLOAT32);
    };
  }

  private static Conversion toInteger(ElementType from, InputSpec to) {
    if (!from.isInteger() && from != ElementType.BOOL) {
      throw refused(from.text() + " values cannot go to the integer input " + to)
          .advise("save them as integers");
    }
    return new IntegerConversions.Checked(from, to.type());
  }

  /** The error for a conversion that does not exist. */
  static OctetException refused(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }

  /** The error for a value; {@code index} counts within the sample. */
  static OctetException badValue(long index, String what) {
    return new OctetException(ErrorCode.BAD_DATA, "element " + index + " is " + what);
  }
}
