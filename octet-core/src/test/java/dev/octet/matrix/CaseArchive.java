package dev.octet.matrix;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * An archive of cases, unpacked: {@code manifest.json} and, in {@code cases.zip}, their files.
 *
 * @param name the archive's without its ending
 * @param manifest an entry for each case
 * @param folder where the files lie
 */
public record CaseArchive(String name, List<JsonObject> manifest, Path folder) {

  /** The archives in a folder of the test resources, sorted by name. */
  public static List<Path> in(String folder) throws IOException {
    Path resources = Fixtures.root().resolve("octet-core/src/test/resources").resolve(folder);
    try (var files = Files.list(resources)) {
      return files.filter(f -> f.toString().endsWith(".zip")).sorted().toList();
    }
  }

  /** Unpacks an archive into a folder of its own below this one. */
  public static CaseArchive unpack(Path archive, Path below) throws IOException {
    String name = archive.getFileName().toString().replace(".zip", "");
    Path folder = Files.createDirectories(below.resolve(name));
    try (var zip = new ZipFile(archive.toFile())) {
      unpackAll(entry(zip, "cases.zip"), folder);
      String manifest =
          new String(entry(zip, "manifest.json").readAllBytes(), StandardCharsets.UTF_8);
      List<JsonElement> entries = JsonParser.parseString(manifest).getAsJsonArray().asList();
      return new CaseArchive(
          name, entries.stream().map(JsonElement::getAsJsonObject).toList(), folder);
    }
  }

  /** A list of texts of the manifest; empty where there is none. */
  public static List<String> texts(@Nullable JsonElement array) {
    return array == null
        ? List.of()
        : array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  /** Sizes by name, of the manifest; empty where there are none. */
  public static Map<String, int[]> shapes(@Nullable JsonElement object) {
    var shapes = new HashMap<String, int[]>();
    if (object != null) {
      object.getAsJsonObject().asMap().forEach((name, dims) -> shapes.put(name, sizes(dims)));
    }
    return Map.copyOf(shapes);
  }

  private static int[] sizes(JsonElement dims) {
    return dims.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
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
