package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/** An image file: PNG, JPEG, BMP, GIF (its first picture), whatever the JDK reads. */
record ImageFile(Path path) {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "gif");

  /** Larger images are read with rows and columns left out, to about this size. */
  private static final long PLENTY = 16_000_000;

  private static final long MOST = 1L << 28;

  /** Whether the name says that this is an image, or else the content. */
  boolean isImage() {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
      return true;
    }
    if (!Files.isRegularFile(path)) {
      return false;
    }
    try (var in = new FileImageInputStream(path.toFile())) {
      return ImageIO.getImageReaders(in).hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  /** Height and width. */
  int[] size() {
    return with(reader -> new int[] {reader.getHeight(0), reader.getWidth(0)});
  }

  /** Reads the pixels, brought to a size. */
  Pixels pixels(int channels, int height, int width) {
    return with(reader -> Pixels.of(decode(reader), channels, height, width));
  }

  private static BufferedImage decode(ImageReader reader) throws IOException {
    long area = (long) reader.getWidth(0) * reader.getHeight(0);
    if (area > MOST) {
      throw bad("is %d × %d pixels".formatted(reader.getWidth(0), reader.getHeight(0)))
          .advise("make it smaller");
    }
    ImageReadParam param = reader.getDefaultReadParam();
    int step = (int) Math.ceil(Math.sqrt((double) area / PLENTY));
    param.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, param);
    for (String warning : warnings) {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) { // the rest would be grey
        throw bad("is cut off");
      }
    }
    return image;
  }

  @FunctionalInterface
  private interface Use<T> {
    T of(ImageReader reader) throws IOException;
  }

  private <T> T with(Use<T> use) {
    if (!Files.isReadable(path)) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read").in(path.toString());
    }
    try (var in = new FileImageInputStream(path.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw bad("is no image that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return use.of(reader);
      } finally {
        reader.dispose();
      }
    } catch (OctetException e) {
      throw e.in(path.toString());
    } catch (IOException | RuntimeException e) { // decoders fail on bad bytes in many ways
      throw bad("is damaged, or of a kind that is not read: " + e.getMessage())
          .in(path.toString())
          .advise("save it as PNG in RGB or grey")
          .because(e);
    }
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
