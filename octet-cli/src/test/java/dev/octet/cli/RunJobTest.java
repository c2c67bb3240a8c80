package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.data.NumpyWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code octet run}. */
class RunJobTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();

  @TempDir private Path folder;
  private final Shell shell = Shell.real();
  private String input;
  private Path output;

  @BeforeEach
  void prepare() {
    Path file = folder.resolve("x.npy");
    NumpyWriter.npy(file, NdArray.of(new long[] {1, 28, 28, 1}, new float[784]));
    input = file.toString();
    output = folder.resolve("out.npz");
  }

  private int run(String inputOption) {
    return shell.run("run", MODEL, "--input", inputOption, "-o", output.toString(), "--json");
  }

  @Test
  void outputsAreKeptByName() {
    assertThat(run("image=" + input)).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    var answer = JsonParser.parseString(shell.out()).getAsJsonObject();
    String name =
        answer.getAsJsonArray("outputs").get(0).getAsJsonObject().get("name").getAsString();
    NdArray probabilities = NumpyFile.open(output).read(name);
    assertThat(probabilities.shape()).containsExactly(1, 10);
    assertThat(Arrays.stream(probabilities.toDoubles()).sum()).isBetween(0.999, 1.001);
  }

  @Test
  void theOnlyInputNeedsNoName() {
    assertThat(run(input)).isZero();
    assertThat(output).isNotEmptyFile();
  }

  @Test
  void anInputThatTheModelDoesNotHaveIsAUsageError() {
    assertThat(run("picture=" + input)).isEqualTo(2);
    assertThat(shell.err()).contains("picture", "'image' f32[1?,28,28,1]").hasLineCount(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void anArrayThatDoesNotFitIsBadInput() {
    Path wrong = folder.resolve("wrong.npy");
    NumpyWriter.npy(wrong, NdArray.of(new long[] {1, 7}, new float[7]));
    assertThat(run("image=" + wrong)).isEqualTo(3);
    assertThat(shell.err()).contains("wrong.npy", "[1,7]").hasLineCount(1);
    assertThat(output).doesNotExist();
  }
}
