package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;

/** Brings image files that lie in other files to an input. */
record EncodedImage(InputSpec input, ImageLayout layout, DataOptions options) {
  static EncodedImage of(InputSpec input, DataOptions options) {
    ImageLayout layout =
        ImageLayout.of(input.shape())
            .orElseThrow(
                () ->
                    new OctetException(
                        ErrorCode.BAD_DATA, "is an image; input " + input + " takes none"));
    return new EncodedImage(input, layout, options);
  }

  int[] dims(MemorySegment file) {
    throw new UnsupportedOperationException();
  }

  byte[] pixels(MemorySegment file) {
    throw new UnsupportedOperationException();
  }
}
