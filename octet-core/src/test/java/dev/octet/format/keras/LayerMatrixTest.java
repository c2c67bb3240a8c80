package dev.octet.format.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.matrix.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every layer with every option that changes its result computes what Keras computes, or is refused
 * by name. The system property {@code octet.case} picks those with a text in their names.
 */
class LayerMatrixTest {
  private static final String PICKED = System.getProperty("octet.case", "");

  @TempDir static Path folder;

  @TestFactory
  List<DynamicContainer> computesWhatKerasComputes() throws IOException {
    var families = new ArrayList<DynamicContainer>();
    for (Path archive : LayerMatrix.archives()) {
      List<DynamicTest> tests =
          LayerMatrix.unpack(archive, folder).stream()
              .flatMap(c -> tests(c).stream())
              .filter(t -> (archive.getFileName() + " " + t.getDisplayName()).contains(PICKED))
              .toList();
      families.add(dynamicContainer(archive.getFileName().toString(), tests));
    }
    return families;
  }

  @Test
  void thereAreManyCasesOfBothVersions() throws IOException {
    var cases = new ArrayList<LayerCase>();
    for (Path archive : LayerMatrix.archives()) {
      cases.addAll(LayerMatrix.unpack(archive, folder));
    }
    for (int keras : new int[] {2, 3}) {
      assertThat(cases.stream().filter(c -> c.keras() == keras)).hasSizeGreaterThan(700);
    }
  }

  private static List<DynamicTest> tests(LayerCase c) {
    var tests = new ArrayList<DynamicTest>();
    tests.add(test(c.toString(), () -> LayerRun.one(c)));
    if (c.batch() > 1) {
      tests.add(test(c + " --dynamic-batch", () -> LayerRun.dynamic(c)));
    }
    return tests;
  }

  private static DynamicTest test(String name, Supplier<Outcome> run) {
    return dynamicTest(
        name,
        () -> {
          switch (run.get()) {
            case Outcome.Same _, Outcome.Refused _ -> {}
            case Outcome.Wrong(String why) -> fail(name + ": " + why);
          }
        });
  }
}
