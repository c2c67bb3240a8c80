package dev.octet.format.keras;

import dev.octet.matrix.CaseArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The cases that lie in the archives of {@code src/test/resources/keras}. */
final class LayerMatrix {
  private LayerMatrix() {}

  /** The archives, sorted by name: family, then version. */
  static List<Path> archives() throws IOException {
    return CaseArchive.in("keras");
  }

  /** Unpacks an archive into a folder of its own below this one; its cases. */
  static List<LayerCase> unpack(Path archive, Path below) throws IOException {
    CaseArchive unpacked = CaseArchive.unpack(archive, below);
    String family = unpacked.name().substring(0, unpacked.name().lastIndexOf('-'));
    return unpacked.manifest().stream()
        .map(e -> LayerCase.of(family, e, unpacked.folder()))
        .toList();
  }
}
