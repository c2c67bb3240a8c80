package dev.octet.format.tensorflow;

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
 * Every TensorFlow op with every attribute that changes its result computes what TensorFlow
 * computes, or is refused by name. The system property {@code octet.case} picks those with a text
 * in their names.
 */
class OpMatrixTest {
  private static final String PICKED = System.getProperty("octet.case", "");

  @TempDir static Path folder;

  @TestFactory
  List<DynamicContainer> computesWhatTensorFlowComputes() throws IOException {
    var families = new ArrayList<DynamicContainer>();
    for (Path archive : OpMatrix.archives()) {
      List<DynamicTest> tests =
          OpMatrix.unpack(archive, folder).stream()
              .flatMap(c -> tests(c).stream())
              .filter(t -> (archive.getFileName() + " " + t.getDisplayName()).contains(PICKED))
              .toList();
      families.add(dynamicContainer(archive.getFileName().toString(), tests));
    }
    return families;
  }

  @Test
  void thereAreManyCases() throws IOException {
    assertThat(OpMatrix.all(folder).size()).isGreaterThanOrEqualTo(400);
  }

  private static List<DynamicTest> tests(OpCase c) {
    var tests = new ArrayList<DynamicTest>();
    tests.add(test(c.toString(), () -> OpRun.one(c)));
    if (c.samples() > 1 && c.refused().isEmpty()) {
      tests.add(test(c + " --dynamic-batch", () -> OpRun.dynamic(c)));
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
