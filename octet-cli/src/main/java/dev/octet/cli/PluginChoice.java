package dev.octet.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Jars with metrics of the user's own. */
final class PluginChoice {
  @Option(
      names = "--plugin",
      paramLabel = "JAR",
      description = "Take further metrics from this jar. May be repeated.")
  private List<Path> jars = List.of();

  List<Path> jars() {
    return jars;
  }
}
