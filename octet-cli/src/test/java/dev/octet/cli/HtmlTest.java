package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --html}, on the example. */
class HtmlTest {
  private static final String MODEL = Fixtures.example("fashion.tflite").toString();
  private static final String SAMPLES = Fixtures.example("calib.npz") + ":x";
  private static final String LABELS = Fixtures.example("calib.npz") + ":y";
  private static final int MOST_BYTES = 3_000_000;

  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static List<List<String>> commands() {
    return List.of(
        List.of("quantize", MODEL, "-o", "OUT", "--mode=dynamic"),
        List.of(
            "quantize",
            MODEL,
            "-o",
            "OUT",
            "--mode=int8",
            "--calibrate=" + SAMPLES,
            "--normalize=0,255",
            "--samples=8"),
        List.of("debug", MODEL, "--calibrate=" + SAMPLES, "--normalize=0,255", "--samples=8"),
        List.of(
            "debug",
            MODEL,
            "--mode=dynamic",
            "--data=" + SAMPLES,
            "--normalize=0,255",
            "--samples=8",
            "--sensitivity"),
        List.of(
            "debug",
            MODEL,
            "--calibrate=" + SAMPLES,
            "--normalize=0,255",
            "--samples=8",
            "--whole-model",
            "--metric=rmse,argmax_agreement"),
        List.of("evaluate", MODEL, "--data=" + SAMPLES, "--labels=" + LABELS, "--normalize=0,255"),
        List.of("evaluate", MODEL, MODEL, "--data=" + SAMPLES, "--normalize=0,255"),
        List.of("bench", MODEL, "--runs=3", "--min-seconds=0", "--profile"),
        List.of("compare", MODEL, MODEL),
        List.of(
            "tune",
            MODEL,
            "-o",
            "OUT",
            "--mode=dynamic",
            "--data=" + SAMPLES,
            "--labels=" + LABELS,
            "--normalize=0,255",
            "--max-drop=1"));
  }

  private String[] command(List<String> words, String... more) {
    String output = file("out.tflite").toString();
    var command = new ArrayList<>(words.stream().map(w -> w.equals("OUT") ? output : w).toList());
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandWritesAPage(List<String> words) throws IOException {
    Path page = file("report.html");
    Shell shell = Shell.real();
    assertThat(shell.run(command(words, "--html", page.toString()))).as(shell.err()).isZero();
    assertThat(shell.out()).isNotEmpty();
    assertThat(shell.err()).contains("the report is " + page);
    String html = Files.readString(page);
    assertThat(html.lines().findFirst()).hasValue("<!doctype html>");
    assertThat(html.length()).isLessThan(MOST_BYTES);
    for (String mention : List.of(words.getFirst(), "sha256:", "fashion.tflite")) {
      assertThat(html.contains(mention)).as(mention).isTrue();
    }
  }

  @Test
  void sameInputsGiveTheSamePage() throws IOException {
    Path page = file("report.html");
    String[] command = command(commands().get(2), "--html", page.toString());
    assertThat(Shell.real().run(command)).isZero();
    byte[] first = Files.readAllBytes(page);
    assertThat(Shell.real().run(command)).isZero();
    assertThat(Files.mismatch(page, Files.write(file("first.html"), first))).isEqualTo(-1);
  }

  @Test
  void aQuietCommandIsQuiet() {
    Shell shell = Shell.real();
    String page = file("report.html").toString();
    assertThat(shell.run(command(commands().getFirst(), "--html", page, "--quiet"))).isZero();
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.tflite", "out.tflite", "samples.npz", "ranges.json"})
  void noFileOfTheCommandIsOverwritten(String name) throws IOException {
    Files.copy(Path.of(MODEL), file("model.tflite"));
    Files.copy(Fixtures.example("calib.npz"), file("samples.npz"));
    Shell shell = Shell.real();
    int code =
        shell.run(
            "quantize",
            file("model.tflite").toString(),
            "-o" + file("out.tflite"),
            "--mode=int8",
            "--calibrate=" + file("samples.npz") + ":x",
            "--save-ranges=" + file("ranges.json"),
            "--html=" + file(name));
    assertThat(code).isEqualTo(2);
    assertThat(shell.err()).hasLineCount(1).contains("--html would overwrite");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aPlaceThatCannotBeIsToldBeforeTheWork() {
    Shell nowhere = Shell.real();
    String page = file("no/such/report.html").toString();
    assertThat(nowhere.run(command(commands().getFirst(), "--html", page))).isEqualTo(2);
    assertThat(nowhere.err()).hasLineCount(1).contains("no such folder");
    Shell onFolder = Shell.real();
    assertThat(onFolder.run(command(commands().getFirst(), "--html", folder.toString())))
        .isEqualTo(2);
    assertThat(onFolder.err()).hasLineCount(1).contains("is a folder");
    assertThat(file("out.tflite")).doesNotExist();
  }
}
