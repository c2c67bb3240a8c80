package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/**
 * Bounds how many vector elements are brought onto the heap: parts of a FlatBuffer may be shared,
 * so a small file could otherwise unfold into gigabytes.
 */
final class Budget {
  private static final long AT_LEAST = 1 << 20;
  private static final long AT_MOST = 1 << 26;

  private long left;

  Budget(long flatBufferBytes) {
    left = Math.clamp(flatBufferBytes / 4, AT_LEAST, AT_MOST);
  }

  /** Takes {@code elements}, and gives them back for use in an expression. */
  int take(int elements) {
    left -= elements;
    if (left < 0) {
      throw new OctetException(
          ErrorCode.MODEL_TOO_LARGE, "shapes, scales and options share too much to be unfolded");
    }
    return elements;
  }
}
