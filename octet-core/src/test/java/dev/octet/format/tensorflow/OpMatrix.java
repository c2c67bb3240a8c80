package dev.octet.format.tensorflow;

import dev.octet.matrix.CaseArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cases that lie in the archives of {@code src/test/resources/tensorflow}. */
final class OpMatrix {
  private OpMatrix() {}

  /** The archives, a family each, sorted by name. */
  static List<Path> archives() throws IOException {
    return CaseArchive.in("tensorflow");
  }

  /** Unpacks an archive into a folder of its own below this one; its cases. */
  static List<OpCase> unpack(Path archive, Path below) throws IOException {
    CaseArchive unpacked = CaseArchive.unpack(archive, below);
    return unpacked.manifest().stream()
        .map(e -> OpCase.of(unpacked.name(), e, unpacked.folder()))
        .toList();
  }

  /** The cases of all families. */
  static List<OpCase> all(Path below) throws IOException {
    var cases = new ArrayList<OpCase>();
    for (Path archive : archives()) {
      cases.addAll(unpack(archive, below));
    }
    return cases;
  }
}
