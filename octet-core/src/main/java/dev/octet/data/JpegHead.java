package dev.octet.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the pixels of a JPEG.
 *
 * @param values how many a pixel has
 * @param adobe whether there is Adobe's marker
 * @param luminance whether that says that the values are a luminance, chrominances, and black
 * @param scan where the pixels start
 */
record JpegHead(int values, boolean adobe, boolean luminance, long scan) {
  private static final int START = 0xFFD8;
  private static final int END = 0xD9;
  private static final int APP14 = 0xEE;
  private static final int START_OF_SCAN = 0xDA;
  private static final Set<Integer> NO_FRAMES = Set.of(0xC4, 0xC8, 0xCC);

  /** Reads it; null if this is no JPEG, or ends before the pixels. */
  static @Nullable JpegHead of(ImageInputStream in) throws IOException {
    try {
      return in.readUnsignedShort() == START ? ofMarkers(in) : null;
    } catch (EOFException e) {
      return null; // whoever decodes it will say so
    } finally {
      in.seek(0);
    }
  }

  private static @Nullable JpegHead ofMarkers(ImageInputStream in) throws IOException {
    boolean adobe = false;
    boolean luminance = false;
    int values = 0;
    while (in.read() == 0xFF) {
      int marker = in.read();
      if (marker == 0xFF) { // a byte of filling
        in.seek(in.getStreamPosition() - 1);
        continue;
      }
      long start = in.getStreamPosition();
      if (marker == START_OF_SCAN) {
        return new JpegHead(values, adobe, luminance, start);
      }
      int length = in.readUnsignedShort();
      var head = new byte[Math.clamp(length - 2L, 0, 12)];
      in.readFully(head);
      if (marker == APP14 && head.length == 12 && startsWithAdobe(head)) {
        adobe = true;
        luminance = head[11] == 2;
      }
      if ((marker & 0xF0) == 0xC0 && !NO_FRAMES.contains(marker) && head.length > 5) {
        values = head[5];
      }
      in.seek(start + length);
    }
    return null;
  }

  private static boolean startsWithAdobe(byte[] head) {
    return new String(head, 0, 5, StandardCharsets.US_ASCII).equals("Adobe");
  }

  /** The inks of its pixels, or null if these are none. */
  @Nullable Inks inks() {
    return values == 4 ? new Inks(adobe, luminance) : null;
  }

  /** Whether there is an end behind the pixels: among them its marker cannot be. */
  boolean isWhole(ImageInputStream in) throws IOException {
    in.seek(scan);
    try {
      int before = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (before == 0xFF && b == END) {
          return true;
        }
        before = b;
      }
      return false;
    } finally {
      in.seek(0);
    }
  }
}
