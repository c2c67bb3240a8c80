package dev.octet.data;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of an image in memory. A decoder that goes on behind their end again and again, making
 * pixels of nothing, is stopped.
 */
final class ImageStream extends ImageInputStreamImpl {
  private static final int MOST_ENDS = 64;

  private final byte[] bytes;
  private int ends;

  /** Nobody may change the bytes from now on. */
  ImageStream(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (streamPos >= bytes.length) {
      return end();
    }
    return bytes[(int) streamPos++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= bytes.length) {
      return end();
    }
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  private int end() throws IOException {
    if (++ends > MOST_ENDS) {
      throw new IOException("it is cut off");
    }
    return -1;
  }

  @Override
  public long length() {
    return bytes.length;
  }
}
