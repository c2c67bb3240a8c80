package dev.octet.format.tensorflow.bundle;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The checkpoints of {@code src/test/resources/tensorflow/bundles}. */
public final class BundleFiles {
  private static final Path RESOURCES =
      Fixtures.root().resolve("octet-core/src/test/resources/tensorflow/bundles");

  private BundleFiles() {}

  /** Unpacks an archive of them into a folder. */
  public static Path unpack(String archive, Path folder) throws IOException {
    try (var zip = new ZipInputStream(Files.newInputStream(RESOURCES.resolve(archive)))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Path file = folder.resolve(e.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
    return folder;
  }
}
