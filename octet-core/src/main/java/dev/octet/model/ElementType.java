package dev.octet.model;

/**
 * The element types of LiteRT tensors, with their text form and their width.
 *
 * <p>Types under 8 bits are packed, lowest bits first, each tensor starting on a byte.
 */
public enum ElementType {
  FLOAT32("f32", 32),
  FLOAT16("f16", 16),
  BFLOAT16("bf16", 16),
  FLOAT64("f64", 64),
  INT2("i2", 2),
  INT4("i4", 4),
  INT8("i8", 8),
  INT16("i16", 16),
  INT32("i32", 32),
  INT64("i64", 64),
  UINT4("u4", 4),
  UINT8("u8", 8),
  UINT16("u16", 16),
  UINT32("u32", 32),
  UINT64("u64", 64),
  BOOL("bool", 8),
  COMPLEX64("c64", 64),
  COMPLEX128("c128", 128),
  /** Strings, resources and variants have no fixed width: {@link #bits()} is 0. */
  STRING("string", 0),
  RESOURCE("resource", 0),
  VARIANT("variant", 0);

  private final String text;
  private final int bits;

  ElementType(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /** The short name used in the text form, such as {@code f32} or {@code i8}. */
  public String text() {
    return text;
  }

  /** Bits per element, or 0 when elements have no fixed width. */
  public int bits() {
    return bits;
  }

  /**
   * Bytes that {@code elements} packed elements take.
   *
   * @throws ArithmeticException past {@code Long.MAX_VALUE} bits
   */
  public long bytes(long elements) {
    return Math.ceilDiv(Math.multiplyExact(elements, (long) bits), 8L);
  }

  /** Whether this is one of the integer types that quantized values use. */
  public boolean isInteger() {
    return switch (this) {
      case INT2, INT4, INT8, INT16, INT32, INT64, UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
      case FLOAT32,
          FLOAT16,
          BFLOAT16,
          FLOAT64,
          BOOL,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          false;
    };
  }
}
