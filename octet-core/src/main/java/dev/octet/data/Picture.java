package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An image that is encoded: PNG, JPEG, BMP, GIF (its first picture), WebP, TIFF, told apart by
 * content. Nothing of it is kept decoded.
 */
abstract class Picture {
  private static final long MOST = 1L << 28;
  private static final int LONGEST = 1 << 17;

  /** No format packs more pixels than this into a byte, but for an image of nothing. */
  private static final long MOST_PER_BYTE = 10_000;

  private static final int RIFF_HEAD = 12;

  private static final long SMALL = 1 << 22;

  /** The bytes. */
  abstract ImageInputStream open() throws IOException;

  /** Whether a file that starts like this is an image. */
  static boolean isImage(byte[] start) {
    return ImageIO.getImageReaders(new ImageStream(start)).hasNext();
  }

  /** Height and width. */
  final int[] size() {
    return with((reader, _) -> new int[] {reader.getHeight(0), reader.getWidth(0)});
  }

  /** Reads the pixels, brought to a size. */
  final Pixels pixels(int channels, int height, int width, ImageSizing sizing) {
    return with(
        (reader, inks) -> Pixels.of(Decoded.of(reader, inks), channels, height, width, sizing));
  }

  /** The decoder of WebP would fill up what is missing. */
  private static void checkWhole(ImageInputStream in) throws IOException {
    var head = new byte[RIFF_HEAD];
    int count = in.read(head);
    in.seek(0);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (count == RIFF_HEAD && text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
      long size = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xFFFF_FFFFL;
      if (size + 8 > in.length()) {
        throw bad("is cut off");
      }
    }
  }

  /** A header may claim anything. */
  private static void check(ImageReader reader, long bytes) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    long area = (long) width * height;
    if (area > MOST || Math.max(width, height) > LONGEST) {
      throw bad("is %d × %d pixels".formatted(width, height)).advise("make it smaller");
    }
    if (area > SMALL && area / MOST_PER_BYTE > bytes) {
      throw bad("is damaged: %d × %d pixels in %d bytes".formatted(width, height, bytes));
    }
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(ImageReader reader, @Nullable Inks inks) throws IOException;
  }

  private <T> T with(Use<T> use) {
    try (ImageInputStream in = open()) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw bad(in.length() == 0 ? "is empty" : "is no image that can be read");
      }
      checkWhole(in);
      JpegHead jpeg = JpegHead.of(in);
      if (jpeg != null && in instanceof ImageStream && !jpeg.isWhole(in)) {
        throw bad("is cut off");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        check(reader, in.length());
        return use.of(reader, jpeg == null ? null : jpeg.inks());
      } finally {
        reader.dispose();
      }
    } catch (OctetException e) {
      throw e.advice().isEmpty() ? advised(e) : e;
    } catch (IOException | RuntimeException e) { // decoders fail on bad bytes in many ways
      throw advised(bad("is damaged, or of a kind that is not read: " + reason(e))).because(e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static OctetException advised(OctetException e) {
    return e.advise("save it as PNG in RGB or grey, or leave out what is bad with --skip-bad");
  }

  static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
