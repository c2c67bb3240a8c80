package dev.octet.format.keras;

import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The cases that lie in the archives of {@code src/test/resources/keras}. */
final class LayerMatrix {
  private static final Path ARCHIVES =
      Fixtures.root().resolve("octet-core/src/test/resources/keras");

  private LayerMatrix() {}

  /** The archives, sorted by name: family, then version. */
  static List<Path> archives() throws IOException {
    try (var files = Files.list(ARCHIVES)) {
      return files.filter(f -> f.toString().endsWith(".zip")).sorted().toList();
    }
  }

  /** Unpacks an archive into a folder of its own below this one; its cases. */
  static List<LayerCase> unpack(Path archive, Path below) throws IOException {
    String name = archive.getFileName().toString().replace(".zip", "");
    Path folder = Files.createDirectories(below.resolve(name));
    try (var zip = new ZipFile(archive.toFile())) {
      unpackAll(entry(zip, "cases.zip"), folder);
      String manifest =
          new String(entry(zip, "manifest.json").readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(manifest).getAsJsonArray().asList().stream()
          .map(
              e ->
                  LayerCase.of(
                      name.substring(0, name.lastIndexOf('-')), e.getAsJsonObject(), folder))
          .toList();
    }
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException {
    return zip.getInputStream(Objects.requireNonNull(zip.getEntry(name), name));
  }

  private static void unpackAll(InputStream archive, Path folder) throws IOException {
    try (var zip = new ZipInputStream(archive)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        Files.write(folder.resolve(e.getName()), zip.readAllBytes());
      }
    }
  }
}
