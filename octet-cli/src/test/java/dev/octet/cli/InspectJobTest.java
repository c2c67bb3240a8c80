package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.format.metadata.Cards;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.AssociatedFiles;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code octet inspect}. */
class InspectJobTest {
  private static final Path EXAMPLE = Fixtures.example("fashion.tflite");

  /** Whatever a file may hold that converters seldom write. */
  private static final String ODD =
      """
      graph main(%x: i8[1?,4] quant(scale 0.5, zero 3)) -> (%y, %z) {
        const %w: i8[2,4] quant(axis 0, scales {0.5, 0.25}) = {1, 2, 3, 4, 5, 6, 7, 8}
        const %s: f16[2] = {0.5, 2.0}
        const %b: i4[2,3] quant(block 3, axis 1, scales %s) = {1, 2, 3, -4, -8, 7}
        %y: f32[*], %z: string[] = custom:"My Op"(%x, _, %w, %b) bytes 0x00ff
      }
      """;

  private final Shell shell = Shell.real();
  @TempDir private Path folder;

  private String show(Path model, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "inspect";
    args[1] = model.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    assertThat(shell.run(args)).as(shell.err()).isZero();
    assertThat(shell.err()).isEmpty();
    return shell.out();
  }

  private JsonObject json(Path model) {
    return JsonParser.parseString(show(model, "--json")).getAsJsonObject();
  }

  private Path odd() {
    Path file = folder.resolve("odd.tflite");
    Tflite.write(Text.parse(ODD), file);
    return file;
  }

  @Test
  void peopleSeeWhatGoesInAndOutAndEachOp() {
    assertThat(show(EXAMPLE))
        .contains("92.4 KB", "LiteRT", "constants", "signature serving_default")
        .containsPattern("input +image +f32\\[1\\?,28,28,1]")
        .containsPattern("graph 0 main: 20 ops, \\d+ tensors, activations take [0-9.]+ KB")
        .containsPattern(" 0 +CONV_2D v1 +fmnist_mbv2_1/stem_relu_1/Relu6 +f32\\[1\\?,14,14,16]")
        .containsPattern("19 +SOFTMAX v1 ");
  }

  @Test
  void programsSeeEverything() throws IOException {
    JsonObject model = json(EXAMPLE);
    assertThat(model.get("bytes").getAsLong()).isEqualTo(Files.size(EXAMPLE));
    JsonObject graph = model.getAsJsonArray("graphs").get(0).getAsJsonObject();
    JsonObject convolution = graph.getAsJsonArray("ops").get(0).getAsJsonObject();
    assertThat(convolution.getAsJsonObject("options").get("stride_h").getAsInt()).isEqualTo(2);
    JsonArray tensors = graph.getAsJsonArray("tensors");
    int weights = convolution.getAsJsonArray("inputs").get(1).getAsInt();
    assertThat(tensors.get(weights).getAsJsonObject().get("constant").getAsBoolean()).isTrue();
  }

  @Test
  void quantizationIsShownInWordsAndInFull() {
    assertThat(show(odd())).contains("custom:My Op", "+1", "0.500000, 3", "2 on axis 0");
    JsonArray tensors =
        new JobJson(odd())
            .read()
            .getAsJsonArray("graphs")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("tensors");
    assertThat(tensors.asList())
        .extracting(t -> t.getAsJsonObject().get("quantization"))
        .filteredOn(q -> q.isJsonObject())
        .extracting(q -> q.getAsJsonObject().get("kind").getAsString())
        .containsExactly("per_tensor", "per_channel", "blockwise");
  }

  /** The JSON of another call, since a shell keeps all it printed. */
  private record JobJson(Path model) {
    JsonObject read() {
      Shell shell = Shell.real();
      assertThat(shell.run("inspect", model.toString(), "--json")).isZero();
      return JsonParser.parseString(shell.out()).getAsJsonObject();
    }
  }

  static List<Path> models() {
    return Fixtures.models();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyModelCanBeShown(Path model) {
    assertThat(show(model).lines()).allMatch(line -> line.length() <= 130);
    assertThat(new JobJson(model).read().getAsJsonArray("graphs")).isNotEmpty();
  }

  @Test
  void whatComesWithAModelIsShown() throws IOException {
    Path file = folder.resolve("packed.tflite");
    Model model =
        Text.parse(ODD).withMetadata("TFLITE_METADATA", Cards.classifier()).withFiles(labels());
    Tflite.write(model, file);
    assertThat(show(file))
        .containsPattern("card +Classifier, v1, by Nobody, Apache\n +Says what is in an image\n")
        .containsPattern("metadata +TFLITE_METADATA [0-9]+ B\n")
        .containsPattern("files +labels.txt 10 B\n");
    JsonObject json = new JobJson(file).read();
    assertThat(json.getAsJsonArray("files").toString())
        .isEqualTo("[{\"name\":\"labels.txt\",\"bytes\":10}]");
    assertThat(json.getAsJsonObject("card").get("name").getAsString()).isEqualTo("Classifier");
    assertThat(json.getAsJsonObject("constants").get("outside_bytes").getAsLong()).isZero();
  }

  private static AssociatedFiles labels() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("labels.txt"));
      zip.write("shirt\nshoe".getBytes(StandardCharsets.US_ASCII));
    }
    return new AssociatedFiles(Constant.of(out.toByteArray()), 0);
  }

  @Test
  void everyTensorIsListedOnDemand() {
    assertThat(show(odd(), "--tensors"))
        .contains("tensors of graph 0")
        .containsPattern("0 +x +i8\\[1\\?,4] +0.500000, 3 +input\n")
        .containsPattern("1 +w +i8\\[2,4] +2 on axis 0 +8 B\n")
        .containsPattern("y +f32\\[\\*] +output\n");
    assertThat(shell.run("inspect", "m.tflite", "--text", "--tensors")).isEqualTo(2);
  }

  @Test
  void theTextFormIsTheLibrarys() {
    assertThat(show(odd(), "--text")).isEqualTo(Text.print(Tflite.read(odd())));
  }

  @Test
  void oneFormAtATime() {
    assertThat(shell.run("inspect", "m.tflite", "--text", "--json")).isEqualTo(2);
    assertThat(shell.err()).contains("exclude").hasLineCount(1);
  }
}
