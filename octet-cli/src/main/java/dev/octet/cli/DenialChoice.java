package dev.octet.cli;

import dev.octet.plan.Recipe;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which ops stay float, by their kind and their name. */
final class DenialChoice {
  @Option(
      names = "--deny-op",
      paramLabel = "OP",
      split = ",",
      description = "Leave ops of this kind in float, such as SOFTMAX. May be repeated.")
  private List<String> denyOps = List.of();

  @Option(
      names = "--deny-node",
      paramLabel = "REGEX",
      description =
          "Leave ops in float in whose output's name this is found. May be given more than once.")
  private List<String> denyNodes = List.of();

  @Option(
      names = "--only-node",
      paramLabel = "REGEX",
      description =
          "Leave all ops in float but those in whose output's name this is found. May be given more"
              + " than once.")
  private List<String> onlyNodes = List.of();

  /** A recipe with them as its last rules. */
  Recipe applyTo(Recipe recipe) {
    Recipe result = recipe;
    if (!onlyNodes.isEmpty()) {
      result =
          result.withOnlyNodes(
              onlyNodes.size() == 1
                  ? onlyNodes.getFirst()
                  : onlyNodes.stream().collect(Collectors.joining(")|(?:", "(?:", ")")));
    }
    result = result.withDenylistedOps(denyOps);
    for (String regex : denyNodes) {
      result = result.withDeniedNodes(regex);
    }
    return result;
  }

  /** What they name. */
  Named named() {
    var nodes = new ArrayList<>(denyNodes);
    nodes.addAll(onlyNodes);
    return new Named(denyOps, nodes);
  }
}
