package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** An image in a file of its own. */
final class ImageFile extends Picture {
  private static final Set<String> ENDINGS =
      Set.of("png", "jpg", "jpeg", "jpe", "jfif", "bmp", "gif", "webp");

  private static final int HEAD = 64;
  private static final long MOST_IN_MEMORY = 1 << 26;

  private final Path path;

  ImageFile(Path path) {
    this.path = path;
  }

  /** Whether the name says that this is an image, or else the content. */
  boolean isOne() {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    boolean named = ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    return named || (Files.isRegularFile(path) && isImage(Unpacked.start(path, HEAD)));
  }

  @Override
  ImageInputStream open() throws IOException {
    if (!Files.isReadable(path)) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read");
    }
    return Files.size(path) <= MOST_IN_MEMORY
        ? new ImageStream(Files.readAllBytes(path))
        : new FileImageInputStream(path.toFile());
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
