package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code octet compare}. */
class CompareJobTest {
  private static final Path FLOAT = Fixtures.model("fmnist_cnn");

  @TempDir private Path folder;

  private Shell run(int exitCode, Object... args) {
    Shell shell = Shell.real();
    String[] words = new String[args.length + 1];
    words[0] = "compare";
    for (int i = 0; i < args.length; i++) {
      words[i + 1] = args[i].toString();
    }
    assertThat(shell.run(words)).as(shell.err()).isEqualTo(exitCode);
    return shell;
  }

  private Path dynamic() {
    Path target = folder.resolve("dynamic.tflite");
    Shell shell = Shell.real();
    assertThat(
            shell.run(
                "quantize", FLOAT.toString(), "-o", target.toString(), "--mode", "dynamic", "-q"))
        .as(shell.err())
        .isZero();
    return target;
  }

  @Test
  void aFileIsTheSameAsItsCopy() throws IOException {
    Path copy = Files.copy(FLOAT, folder.resolve("copy.tflite"));
    assertThat(run(0, FLOAT, copy, "--exit-code").out())
        .isEqualTo("fmnist_cnn.tflite and copy.tflite are the same, byte for byte.\n");
    assertThat(run(0, FLOAT, copy, "--all").out()).contains("CONV_2D");
  }

  @Test
  void aQuantizedModelIsShownLayerByLayer() {
    String text = run(0, FLOAT, dynamic()).out();
    assertThat(text)
        .contains("dynamic.tflite is ")
        .contains("× smaller than fmnist_cnn.tflite")
        .contains("Inputs and outputs are the same.")
        .contains("weights f32 → i8");
    assertThat(text.lines()).noneMatch(l -> l.endsWith(" "));
  }

  @Test
  void modelsThatDifferAreAFailureWhereThatIsAskedFor() {
    Shell shell = run(1, FLOAT, dynamic(), "--exit-code");
    assertThat(shell.out()).contains("smaller than");
    assertThat(shell.err()).isEqualTo("octet: error: the models differ\n");
  }

  @Test
  void jsonHasAllOfIt() {
    JsonObject json =
        JsonParser.parseString(run(0, FLOAT, dynamic(), "--json").out()).getAsJsonObject();
    assertThat(json.get("same").getAsBoolean()).isFalse();
    JsonObject before = json.getAsJsonObject("before");
    assertThat(before.get("digest").getAsString()).startsWith("sha256:");
    JsonArray layers = json.getAsJsonArray("layers");
    assertThat(layers).hasSize(before.get("ops").getAsInt());
    assertThat(layers)
        .anySatisfy(
            l -> {
              JsonObject layer = l.getAsJsonObject();
              assertThat(layer.get("status").getAsString()).isEqualTo("changed");
              JsonObject weights = layer.getAsJsonArray("constants").get(0).getAsJsonObject();
              assertThat(weights.get("sqnr_db").getAsDouble()).isGreaterThan(30);
            });
  }

  @Test
  void figuresForModelExplorerAreOfTheSecondModel() throws IOException {
    Path figures = folder.resolve("figures.json");
    Shell shell = run(0, FLOAT, dynamic(), "--model-explorer", figures);
    assertThat(shell.err()).contains("figures.json", "figures.weights-off.json");
    JsonObject json = JsonParser.parseString(Files.readString(figures)).getAsJsonObject();
    assertThat(json.getAsJsonObject("main").getAsJsonObject("results").keySet()).contains("0");
    Path model = dynamic();
    assertThat(run(2, FLOAT, model, "--model-explorer", model).err())
        .contains("--model-explorer would overwrite");
  }

  @Test
  void badInputIsNamed() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk.tflite"), "no model");
    assertThat(run(3, FLOAT, junk).err()).contains("junk.tflite");
    assertThat(run(3, FLOAT, folder.resolve("none.tflite")).err()).contains("none.tflite");
    run(2, FLOAT);
  }
}
