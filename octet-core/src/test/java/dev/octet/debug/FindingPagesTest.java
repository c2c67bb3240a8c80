package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each rule has a page, each page a rule, and the index lists them in the rules' order. */
class FindingPagesTest {
  private static final Path FOLDER = Fixtures.docs("findings");

  private final List<String> rules =
      Stream.concat(FindingRules.standard().stream(), Stream.of(FindingRules.otherwise()))
          .map(FindingRule::name)
          .toList();

  @Test
  void eachRuleIsNamedAsItsClass() {
    assertThat(
            Stream.concat(FindingRules.standard().stream(), Stream.of(FindingRules.otherwise()))
                .map(r -> r.getClass().getSimpleName()))
        .isEqualTo(rules);
  }

  @Test
  void eachHasAPage() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(rules.stream().map(r -> r + ".md"), Stream.of("README.md")).toList());
    }
    for (String rule : rules) {
      assertThat(Files.readString(FOLDER.resolve(rule + ".md")))
          .startsWith("# " + rule + "\n")
          .contains("## How it looks", "## An example", "## What to do");
    }
  }

  @Test
  void theIndexListsThem() throws IOException {
    List<String> listed =
        Files.readString(FOLDER.resolve("README.md"))
            .lines()
            .filter(l -> l.startsWith("| ["))
            .map(l -> l.substring(3, l.indexOf(']')))
            .toList();
    assertThat(listed).isEqualTo(rules);
  }
}
