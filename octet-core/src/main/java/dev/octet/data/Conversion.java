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
 * unless there is preprocessing. Reals never go to plain integers.
 */
@FunctionalInterface
interface Conversion {
  /**
   * Converts a stretch.
   *
   * @throws OctetException {@code BAD_DATA} for an element that cannot be converted
   */
  void apply(Stretch stretch);

  /**
   * Converts neighbours.
   *
   * @param source elements, little-endian
   * @param first the first of them
   * @param count how many
   * @param target room for as many of the input's elements
   * @throws OctetException {@code BAD_DATA} for an element that cannot be converted
   */
  default void apply(MemorySegment source, long first, long count, MemorySegment target) {
    apply(new Stretch(source, first, target, 0, 1, count));
  }

  /**
   * The conversion of whole samples from a type to what an input wants.
   *
   * @throws OctetException {@code BAD_DATA} if there is none
   */
  static Conversion of(ElementType from, InputSpec to, @Nullable Preprocessing preprocessing) {
    boolean takesReals =
        to.quantization() != null || !(to.type().isInteger() || to.type() == ElementType.BOOL);
    if (preprocessing == null || !takesReals) {
      return scaled(from, to, null);
    }
    return preprocessing.channels() == 1
        ? scaled(from, to, preprocessing.of(0))
        : ChannelConversion.of(from, to, preprocessing);
  }

  /** The conversion where all elements are scaled alike, or (null) not at all. */
  static Conversion scaled(ElementType from, InputSpec to, @Nullable Scaling scaling) {
    ElementType type = to.type();
    PerTensor quantization = to.quantization();
    return switch (type) {
      case FLOAT32 -> toFloat(from, scaling);
      case FLOAT16, FLOAT64 -> new RealConversions.ToReal(Reals.of(from), scaling, type);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 -> {
        if (quantization != null && (from != type || scaling != null)) {
          yield new RealConversions.Quantize(Reals.of(from), scaling, type, quantization);
        }
        yield from == type ? new IntegerConversions.Copy(type) : toInteger(from, to);
      }
      case BOOL -> from == type ? new IntegerConversions.Copy(type) : toInteger(from, to);
      case BFLOAT16, INT2, INT4, UINT4, COMPLEX64, COMPLEX128, STRING, RESOURCE, VARIANT ->
          throw refused("input " + to + " cannot be fed from arrays");
    };
  }

  private static Conversion toFloat(ElementType from, @Nullable Scaling scaling) {
    return switch (from) {
      case FLOAT32 -> new RealConversions.Floats(scaling);
      case UINT8, INT8, BOOL -> RealConversions.Bytes.of(from, scaling);
      default -> new RealConversions.ToReal(Reals.of(from), scaling, ElementType.FLOAT32);
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
