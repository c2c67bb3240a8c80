package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each mode on the example, end to end. */
class ModesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Mode.class)
  void theExampleBecomesSmallerInEveryModeAndTheRuntimeTakesIt(Mode mode) throws Exception {
    var octet = Octet.load(Fixtures.example("fashion.tflite"));
    Ranges ranges =
        mode.kind().isInteger()
            ? octet.calibrate(
                Datasets.open(
                    List.of(Fixtures.example("calib.npz") + ":x"),
                    octet.model(),
                    DataOptions.normalized(0, 255)),
                2,
                _ -> {})
            : octet.withoutRanges();
    Path out = folder.resolve("out.tflite");
    Outcome outcome = octet.quantize(Recipe.of(mode), ranges);
    outcome.write(out, Verification.RUN, 2);
    assertThat(Files.size(out)).isLessThan(Files.size(octet.file()));
  }
}
