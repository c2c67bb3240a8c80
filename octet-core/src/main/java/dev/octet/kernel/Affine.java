package dev.octet.kernel;

import java.lang.foreign.MemorySegment;

/**
 * Activations between floats and integers, {@code real = (q − zero point) × scale}, by the
 * arithmetic of LiteRT's own QUANTIZE and DEQUANTIZE: float quotient, halves away from zero.
 *
 * @param scale positive and finite
 * @param zeroPoint the integer that stands for 0.0
 * @param type the integers
 */
public record Affine(float scale, int zeroPoint, Type type) {
  /** The integer types of activations. */
  public enum Type {
    /** 8 bits, signed. */
    INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    /** 8 bits, unsigned. */
    UINT8(1, 0, 255),
    /** 16 bits, signed. */
    INT16(2, Short.MIN_VALUE, Short.MAX_VALUE);

    private final int bytes;
    private final int min;
    private final int max;

    Type(int bytes, int min, int max) {
      this.bytes = bytes;
      this.min = min;
      this.max = max;
    }

    /** Bytes per value. */
    public int bytes() {
      return bytes;
    }
  }

  /** Checks scale and zero point. */
  public Affine {
    if (!(scale > 0) || scale > Float.MAX_VALUE) {
      throw new IllegalArgumentException("scale " + scale);
    }
    if (zeroPoint < type.min || zeroPoint > type.max) {
      throw new IllegalArgumentException("zero point " + zeroPoint + " of " + type);
    }
  }

  /** The integer nearest to this value, held at the ends of the type; NaN gives the zero point. */
  public int quantize(float value) {
    double rounded = Int8Quantization.awayFromZero(value / scale) + zeroPoint;
    return Double.isNaN(rounded) ? zeroPoint : (int) Math.clamp(rounded, type.min, type.max);
  }

  /** The value this integer stands for. */
  public float dequantize(int q) {
    return (q - zeroPoint) * scale;
  }

  /** Quantizes all of {@code f32} into {@code integers}. */
  public void quantize(MemorySegment f32, MemorySegment integers) {
    long count = Segments.count(f32, 4, integers, type.bytes);
    for (long i = 0; i < count; i++) {
      int q = quantize(f32.get(Segments.F32, 4 * i));
      switch (type) {
        case INT8, UINT8 -> integers.set(Segments.I8, i, (byte) q);
        case INT16 -> integers.set(Segments.I16, 2 * i, (short) q);
      }
    }
  }

  /** Dequantizes all of {@code integers} into {@code f32}. */
  public void dequantize(MemorySegment integers, MemorySegment f32) {
    long count = Segments.count(integers, type.bytes, f32, 4);
    for (long i = 0; i < count; i++) {
      int q =
          switch (type) {
            case INT8 -> integers.get(Segments.I8, i);
            case UINT8 -> Byte.toUnsignedInt(integers.get(Segments.I8, i));
            case INT16 -> integers.get(Segments.I16, 2 * i);
          };
      f32.set(Segments.F32, 4 * i, dequantize(q));
    }
  }
}
