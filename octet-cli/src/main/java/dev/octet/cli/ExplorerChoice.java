package dev.octet.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether and where to write figures for Model Explorer. */
final class ExplorerChoice {
  @Option(
      names = "--model-explorer",
      paramLabel = "FILE",
      description =
          "Write figures of each op here, for Google's Model Explorer (Add custom node data). A"
              + " second figure goes to a file beside it: FILE.json, FILE.damage.json.")
  private @Nullable Path file;

  /**
   * What was asked for.
   *
   * @param others files that it must not overwrite
   * @throws IllegalArgumentException with the text of a usage error
   */
  ExplorerOptions options(Path... others) {
    for (Path other : others) {
      if (file != null && ModelPaths.same(file, other)) {
        throw new IllegalArgumentException("--model-explorer would overwrite " + other);
      }
    }
    return new ExplorerOptions(file);
  }
}
