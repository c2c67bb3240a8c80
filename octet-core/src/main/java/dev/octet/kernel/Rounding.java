package dev.octet.kernel;

/**
 * The arithmetic by which weights become integers. The four differ in one weight of some hundred
 * thousand, and in exact ties; to write the same file as a peer takes the peer's arithmetic.
 *
 * <p>Each was read in the tool's source and compared with the files the tool writes.
 */
public enum Rounding {
  /** The float quotient x / scale, halves to even: LiteRT Quantizer, every mode. */
  HALF_EVEN,
  /**
   * The double quotient x / scale by the scale before it is rounded to float, halves away from
   * zero: TFLiteConverter, dynamic range.
   */
  HALF_AWAY,
  /**
   * The float product of x and 1 / (scale rounded to float), halves away from zero:
   * TFLiteConverter, full integer with int8 activations.
   */
  HALF_AWAY_BY_RECIPROCAL,
  /**
   * The float product of x and (1 / scale) rounded to float, halves away from zero:
   * TFLiteConverter, full integer with int16 activations.
   */
  HALF_AWAY_BY_INVERSE
}
