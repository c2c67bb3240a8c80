package dev.octet.format.tensorflow;

import dev.octet.lower.Array;

/** Constants in the types that LiteRT computes in. */
final class Computed {
  private Computed() {}

  /** Floats of any width as floats of 32 bits; others as they are. */
  static Array of(Array stored) {
    return switch (stored.type()) {
      case FLOAT16, BFLOAT16, FLOAT64 -> stored.asFloats();
      case FLOAT32,
          INT2,
          INT4,
          INT8,
          INT16,
          INT32,
          INT64,
          UINT4,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          BOOL,
          COMPLEX64,
          COMPLEX128,
          STRING,
          RESOURCE,
          VARIANT ->
          stored;
    };
  }
}
