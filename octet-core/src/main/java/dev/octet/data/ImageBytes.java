package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import javax.imageio.stream.ImageInputStream;

/** An image inside of other data. */
final class ImageBytes extends Picture {
  private final MemorySegment bytes;

  ImageBytes(MemorySegment bytes) {
    this.bytes = bytes;
  }

  @Override
  ImageInputStream open() {
    return new ImageStream(bytes.toArray(ValueLayout.JAVA_BYTE));
  }
}
