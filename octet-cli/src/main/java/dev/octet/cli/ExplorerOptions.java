package dev.octet.cli;

import dev.octet.model.Model;
import dev.octet.report.ModelExplorerFile;
import dev.octet.report.NodeOverlay;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where figures for Model Explorer go.
 *
 * @param file for the first figure, the others go beside it; null for nowhere
 */
record ExplorerOptions(@Nullable Path file) {
  /** Writes them, if that was asked for. */
  void write(Model model, List<NodeOverlay> overlays, Session session) {
    if (file != null) {
      ModelExplorerFile.write(file, model, overlays);
      session.tell(
          "for Model Explorer: "
              + ModelExplorerFile.paths(file, overlays).stream()
                  .map(Path::toString)
                  .collect(Collectors.joining(", ")));
    }
  }
}
