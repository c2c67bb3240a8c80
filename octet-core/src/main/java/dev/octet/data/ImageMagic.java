package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Tells image files by their first bytes. */
final class ImageMagic {
  private static final int HEAD = 12;

  private ImageMagic() {}

  static boolean startsImage(MemorySegment bytes) {
    if (bytes.byteSize() < HEAD) {
      return false;
    }
    byte[] head = bytes.asSlice(0, HEAD).toArray(ValueLayout.JAVA_BYTE);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return text.startsWith("\u0089PNG\r\n\u001a\n")
        || text.startsWith("\u00ff\u00d8\u00ff")
        || text.startsWith("GIF87a")
        || text.startsWith("GIF89a")
        || (text.startsWith("RIFF") && text.startsWith("WEBP", 8))
        || (text.startsWith("BM") && bytes.byteSize() == bitmapSize(head));
  }

  private static long bitmapSize(byte[] head) {
    long size = 0;
    for (int i = 5; i >= 2; i--) {
      size = size << 8 | (head[i] & 0xFF);
    }
    return size;
  }
}
