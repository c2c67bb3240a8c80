package dev.octet.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the four values of a JPEG's pixel are: cyan, magenta, yellow and black, or the first three
 * turned into a luminance and two chrominances (YCCK). Programs of Adobe, which say so in a marker,
 * store them inverted. They become colours without a profile, as in TensorFlow.
 *
 * @param adobe whether there is that marker
 * @param luminance whether the first three are turned
 */
record Inks(boolean adobe, boolean luminance) {
  private static final int START = 0xFFD8;
  private static final int APP14 = 0xEE;
  private static final int START_OF_SCAN = 0xDA;
  private static final Set<Integer> NO_FRAMES = Set.of(0xC4, 0xC8, 0xCC);

  /** The inks of an image, or null if it is no JPEG of four values. */
  static @Nullable Inks of(ImageInputStream in) throws IOException {
    try {
      return in.readUnsignedShort() == START ? ofMarkers(in) : null;
    } catch (EOFException e) {
      return null; // whoever decodes it will say so
    } finally {
      in.seek(0);
    }
  }

  private static @Nullable Inks ofMarkers(ImageInputStream in) throws IOException {
    boolean adobe = false;
    boolean luminance = false;
    int values = 0;
    while (in.read() == 0xFF) {
      int marker = in.read();
      if (marker == START_OF_SCAN || marker < 0) {
        break;
      }
      if (marker == 0xFF) { // a byte of filling
        in.seek(in.getStreamPosition() - 1);
        continue;
      }
      long start = in.getStreamPosition();
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
    return values == 4 ? new Inks(adobe, luminance) : null;
  }

  private static boolean startsWithAdobe(byte[] head) {
    return new String(head, 0, 5, StandardCharsets.US_ASCII).equals("Adobe");
  }

  /** Turns a row of four values for each pixel into one of three, in place. Returns three. */
  int toColours(int[] row, int width) {
    for (int x = 0; x < width; x++) {
      int at = 4 * x;
      if (luminance) {
        turn(row, at);
      }
      int black = adobe ? row[at + 3] : 255 - row[at + 3];
      for (int c = 0; c < 3; c++) {
        row[3 * x + c] = (adobe ? row[at + c] : 255 - row[at + c]) * black / 255;
      }
    }
    return 3;
  }

  private static void turn(int[] row, int at) {
    float y = row[at];
    float cb = row[at + 1] - 128;
    float cr = row[at + 2] - 128;
    row[at] = 255 - clamp(y + 1.402f * cr);
    row[at + 1] = 255 - clamp(y - 0.344136f * cb - 0.714136f * cr);
    row[at + 2] = 255 - clamp(y + 1.772f * cb);
  }

  private static int clamp(float v) {
    return Math.clamp(Math.round(v), 0, 255);
  }
}
