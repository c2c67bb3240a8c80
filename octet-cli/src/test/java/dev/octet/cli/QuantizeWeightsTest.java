package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.format.tensorflow.weights.WeightSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code octet quantize-weights}. */
class QuantizeWeightsTest {
  private static final String GRAPH =
      Fixtures.root()
          .resolve("octet-core/src/test/resources/tensorflow/weights/functions.pb")
          .toString();

  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void anOlderOutputIsThere() throws IOException {
    output = Files.writeString(Files.createDirectory(folder.resolve("o")).resolve("m"), "older");
  }

  private static WeightSettings settings(String... options) {
    String[] all =
        Stream.concat(Stream.of("quantize-weights", "in.pb", "-o", "out.pb"), Stream.of(options))
            .toArray(String[]::new);
    return new Shell().asked(QuantizeWeightsOptions.class, all).settings();
  }

  private String run(String... options) {
    Shell shell = Shell.real();
    String[] all =
        Stream.concat(
                Stream.of("quantize-weights", GRAPH, "-o", output.toString()), Stream.of(options))
            .toArray(String[]::new);
    assertThat(shell.run(all)).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    return shell.out();
  }

  @Test
  void optionsBecomeSettings() {
    assertThat(settings()).isEqualTo(WeightSettings.standard());
    assertThat(settings("--mode", "scaled", "--min-elements=7"))
        .isEqualTo(new WeightSettings(7, new Treatment.Quantized(Treatment.Mode.SCALED)));
    assertThat(settings("--mode=min-first")).isEqualTo(WeightSettings.standard());
    assertThat(settings("--rounding-bits=6"))
        .isEqualTo(new WeightSettings(1024, new Treatment.Rounded(6)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mode=scaled --rounding-bits=3|--mode has no meaning with --rounding-bits",
        "--rounding-bits=17|17 bits to round to: 1 to 16 make sense",
        "--rounding-bits=0|is not a whole number",
        "--min-elements=0|is not a whole number",
        "--mode=scale|did you mean scaled",
      })
  void whatCannotBeMeantIsAUsageError(String options, String message) {
    var shell = new Shell();
    String[] all =
        Stream.concat(
                Stream.of("quantize-weights", "in.pb", "-o", "out.pb"),
                Stream.of(options.split(" ", -1)))
            .toArray(String[]::new);
    assertThat(shell.run(all)).isEqualTo(2);
    assertThat(shell.err()).contains(message).hasLineCount(1);
  }

  @Test
  void theGraphIsNotOverwrittenByItself() {
    var shell = new Shell();
    assertThat(shell.run("quantize-weights", GRAPH, "-o", GRAPH)).isEqualTo(2);
    assertThat(shell.err()).contains("--output would overwrite the model itself");
  }

  @Test
  void theSummarySaysWhatBecameOfTheConstants() throws IOException {
    assertThat(run())
        .contains("MIN_FIRST", "(42.2%)", "3 of 1024 elements and more", "largest error")
        .doesNotContain("cond/u");
    assertThat(Files.size(output)).isLessThan(Files.size(Path.of(GRAPH)) / 2);
    assertThat(run("--verbose")).contains("cond/u of function cond_false_8");
    assertThat(run("--min-elements=5000")).contains("0 of 5000 elements", "(100.0%)", "note");
    assertThat(output).hasSameBinaryContentAs(Path.of(GRAPH));
  }

  @Test
  void jsonSaysTheSame() {
    JsonObject json = JsonParser.parseString(run("--json", "--mode=scaled")).getAsJsonObject();
    assertThat(json.get("mode").getAsString()).isEqualTo("SCALED");
    assertThat(json.get("bytes_before").getAsLong()).isEqualTo(14545);
    assertThat(json.get("changed").getAsJsonArray()).hasSize(3);
    JsonObject first = json.get("changed").getAsJsonArray().get(0).getAsJsonObject();
    assertThat(first.get("name").getAsString()).isEqualTo("v");
    assertThat(first.get("elements").getAsLong()).isEqualTo(1024);
    assertThat(json.get("largest_error").getAsDouble())
        .isGreaterThanOrEqualTo(first.get("largest_error").getAsDouble());
  }

  @Test
  void aModelOfAnotherKindLeavesTheOlderOutput() throws IOException {
    Shell shell = Shell.real();
    String model = Fixtures.example("fashion.tflite").toString();
    assertThat(shell.run("quantize-weights", model, "-o", output.toString())).isEqualTo(3);
    assertThat(shell.err()).contains("octet quantize").hasLineCount(1);
    assertThat(output).hasContent("older");
    try (Stream<Path> files = Files.list(folder.resolve("o"))) {
      assertThat(files).containsExactly(output);
    }
  }
}
