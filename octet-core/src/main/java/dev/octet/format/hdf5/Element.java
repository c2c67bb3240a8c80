package dev.octet.format.hdf5;

import dev.octet.model.ElementType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * How the elements of a dataset are stored.
 *
 * @param type what they are
 * @param order of their bytes
 */
record Element(ElementType type, ByteOrder order) {
  /** The attribute by which Keras tells types that HDF5 does not have. */
  static final String KERAS_TYPE = "dtype";

  private static final String BFLOAT16 = "bfloat16";

  /** Bytes per element. */
  int bytes() {
    return type.bits() / 8;
  }

  /**
   * Tells the type of elements.
   *
   * @param kerasType what the dataset's attribute says, or an empty text
   */
  static Element of(Header header, String kerasType) {
    int opaqueBytes = header.opaqueBytes();
    if (opaqueBytes == 0) {
      return of(header.one(DataTypeMessage.MESSAGE_TYPE, DataTypeMessage.class).getDataType());
    }
    if (opaqueBytes != 2 || !kerasType.equals(BFLOAT16)) {
      throw Hdf5Errors.unsupported(
          "has elements that are no plain numbers (%d bytes)".formatted(opaqueBytes));
    }
    return new Element(ElementType.BFLOAT16, ByteOrder.LITTLE_ENDIAN);
  }

  private static Element of(DataType type) {
    return switch (type) {
      case FixedPoint integer -> new Element(integer(integer), integer.getByteOrder());
      case FloatingPoint real -> new Element(real(real), real.getByteOrder());
      case EnumDataType named when isBool(named) ->
          new Element(ElementType.BOOL, ByteOrder.LITTLE_ENDIAN);
      default ->
          throw Hdf5Errors.unsupported(
              "has elements that are no plain numbers (%s)"
                  .formatted(type.getClass().getSimpleName()));
    };
  }

  private static ElementType integer(FixedPoint type) {
    int bytes = type.getSize();
    if (type.getBitOffset() != 0 || type.getBitPrecision() != 8 * bytes) {
      throw Hdf5Errors.unsupported("has integers of %d bits".formatted(type.getBitPrecision()));
    }
    return switch (bytes) {
      case 1 -> type.isSigned() ? ElementType.INT8 : ElementType.UINT8;
      case 2 -> type.isSigned() ? ElementType.INT16 : ElementType.UINT16;
      case 4 -> type.isSigned() ? ElementType.INT32 : ElementType.UINT32;
      case 8 -> type.isSigned() ? ElementType.INT64 : ElementType.UINT64;
      default -> throw Hdf5Errors.unsupported("has integers of %d bytes".formatted(bytes));
    };
  }

  /** Bytes, sign, exponent's place and size, mantissa's place and size, bias. */
  private record Layout(
      int bytes, int sign, int exponentAt, int exponent, int mantissaAt, int mantissa, int bias) {
    static final Map<Layout, ElementType> KNOWN =
        Map.of(
            new Layout(2, 15, 10, 5, 0, 10, 15), ElementType.FLOAT16,
            new Layout(2, 15, 7, 8, 0, 7, 127), ElementType.BFLOAT16,
            new Layout(4, 31, 23, 8, 0, 23, 127), ElementType.FLOAT32,
            new Layout(8, 63, 52, 11, 0, 52, 1023), ElementType.FLOAT64);
  }

  private static ElementType real(FloatingPoint type) {
    ElementType known =
        Layout.KNOWN.get(
            new Layout(
                type.getSize(),
                type.getSignLocation(),
                type.getExponentLocation(),
                type.getExponentSize(),
                type.getMantissaLocation(),
                type.getMantissaSize(),
                type.getExponentBias()));
    if (known == null || type.getBitOffset() != 0 || type.getBitPrecision() != known.bits()) {
      throw Hdf5Errors.unsupported(
          "has floating-point numbers of an unusual kind (%d bytes)".formatted(type.getSize()));
    }
    return known;
  }

  /** NumPy's booleans, as h5py writes them. */
  private static boolean isBool(EnumDataType type) {
    return type.getSize() == 1 && type.getEnumMapping().equals(Map.of(0, "FALSE", 1, "TRUE"));
  }
}
