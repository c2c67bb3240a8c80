package dev.octet.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** An image inside of other data. */
final class ImageBytes extends Picture {
  private final MemorySegment bytes;

  ImageBytes(MemorySegment bytes) {
    this.bytes = bytes;
  }

  @Override
  ImageInputStream open() throws IOException {
    byte[] copy = bytes.toArray(ValueLayout.JAVA_BYTE);
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(copy)) {
      @Override
      public long length() {
        return copy.length;
      }
    };
  }
}
