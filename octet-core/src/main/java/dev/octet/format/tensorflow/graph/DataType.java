package dev.octet.format.tensorflow.graph;

import dev.octet.model.ElementType;
import java.util.Arrays;

/** The element types of TensorFlow, by their number in {@code types.proto}. */
public enum DataType {
  FLOAT(1, ElementType.FLOAT32),
  DOUBLE(2, ElementType.FLOAT64),
  INT32(3, ElementType.INT32),
  UINT8(4, ElementType.UINT8),
  INT16(5, ElementType.INT16),
  INT8(6, ElementType.INT8),
  STRING(7, ElementType.STRING),
  COMPLEX64(8, ElementType.COMPLEX64),
  INT64(9, ElementType.INT64),
  BOOL(10, ElementType.BOOL),
  QINT8(11, ElementType.INT8),
  QUINT8(12, ElementType.UINT8),
  QINT32(13, ElementType.INT32),
  BFLOAT16(14, ElementType.BFLOAT16),
  QINT16(15, ElementType.INT16),
  QUINT16(16, ElementType.UINT16),
  UINT16(17, ElementType.UINT16),
  COMPLEX128(18, ElementType.COMPLEX128),
  HALF(19, ElementType.FLOAT16),
  RESOURCE(20, ElementType.RESOURCE),
  VARIANT(21, ElementType.VARIANT),
  UINT32(22, ElementType.UINT32),
  UINT64(23, ElementType.UINT64),
  INT4(29, ElementType.INT4),
  UINT4(30, ElementType.UINT4),
  /** One that Octet does not know, such as a float of 8 bits. */
  UNKNOWN(0, ElementType.VARIANT);

  /** What is added to a number for a reference to a variable of the type. */
  private static final int REFERENCE = 100;

  private final int number;
  private final ElementType stored;

  DataType(int number, ElementType stored) {
    this.number = number;
    this.stored = stored;
  }

  /** The type of a number; that of a reference to a variable is that of its values. */
  public static DataType of(long number) {
    long plain = number > REFERENCE ? number - REFERENCE : number;
    return Arrays.stream(values()).filter(t -> t.number == plain).findFirst().orElse(UNKNOWN);
  }

  /** The number in {@code types.proto}. */
  public int number() {
    return number;
  }

  /** The type of the elements as files store them. */
  public ElementType stored() {
    return stored;
  }

  /** The type in which LiteRT computes: floats of any width have 32 bits. */
  public ElementType computed() {
    return switch (this) {
      case DOUBLE, HALF, BFLOAT16 -> ElementType.FLOAT32;
      case FLOAT,
          INT32,
          UINT8,
          INT16,
          INT8,
          STRING,
          COMPLEX64,
          INT64,
          BOOL,
          QINT8,
          QUINT8,
          QINT32,
          QINT16,
          QUINT16,
          UINT16,
          COMPLEX128,
          RESOURCE,
          VARIANT,
          UINT32,
          UINT64,
          INT4,
          UINT4,
          UNKNOWN ->
          stored;
    };
  }
}
