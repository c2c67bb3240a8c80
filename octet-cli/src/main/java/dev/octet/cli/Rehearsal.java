package dev.octet.cli;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs typical commands in one JVM while the build records it, so that the start-up cache made of
 * it holds the classes of real work. Prints nothing; what fails here fails nothing else.
 */
final class Rehearsal {
  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param args the folder of the example {@code fashion}, and models of other formats
   */
  public static void main(String[] args) throws IOException {
    Path scratch = Files.createTempDirectory("octet-rehearsal");
    try {
      Path image = scratch.resolve("image.npy");
      NumpyWriter.npy(image, NdArray.of(new long[] {1, 28, 28, 1}, new float[28 * 28]));
      commands(Path.of(args[0]), scratch, image).forEach(Rehearsal::rehearse);
      String converted = scratch.resolve("converted.tflite").toString();
      String graph = Path.of(args[0], "fashion.pb").toString();
      rehearse(List.of("convert", graph, "-o", converted));
      for (String model : List.of(args).subList(1, args.length)) {
        rehearse(List.of("convert", model, "-o", converted));
        rehearse(List.of("convert", model, "-o", converted, "--dynamic-batch", "--json"));
      }
    } finally {
      try (var files = Files.list(scratch)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(scratch);
    }
  }

  private static List<List<String>> commands(Path example, Path scratch, Path image) {
    String model = example.resolve("fashion.tflite").toString();
    return List.of(
        List.of("--version"),
        List.of("--help"),
        List.of("help", "quantize"),
        List.of("inspect", model),
        List.of("quantize", model, "-o", scratch.resolve("dynamic.tflite").toString()),
        List.of(
            "quantize",
            model,
            "-o",
            scratch.resolve("int8.tflite").toString(),
            "--mode=int8",
            "--calibrate=" + example.resolve("calib.npz") + ":x",
            "--normalize=0,255",
            "--samples=8",
            "--save-ranges=" + scratch.resolve("ranges.json")),
        List.of(
            "debug",
            model,
            "--ranges=" + scratch.resolve("ranges.json"),
            "--data=" + example.resolve("calib.npz") + ":x",
            "--normalize=0,255",
            "--samples=8",
            "--html=" + scratch.resolve("report.html")),
        List.of(
            "debug",
            model,
            "-o",
            scratch.resolve("stats.csv").toString(),
            "--calibrate=" + example.resolve("calib.npz") + ":x",
            "--normalize=0,255",
            "--samples=8"),
        List.of(
            "evaluate",
            model,
            scratch.resolve("int8.tflite").toString(),
            "--data=" + example.resolve("calib.npz") + ":x",
            "--labels=" + example.resolve("calib.npz") + ":y",
            "--normalize=0,255",
            "--gate=top1.drop<=1"),
        List.of(
            "evaluate",
            scratch.resolve("int8.tflite").toString(),
            "--data=" + example.resolve("calib.npz") + ":x",
            "--labels=" + example.resolve("calib.npz") + ":y",
            "--normalize=0,255",
            "--json"),
        List.of(
            "bench",
            model,
            scratch.resolve("int8.tflite").toString(),
            "--runs=5",
            "--min-seconds=0.01",
            "--profile"),
        List.of("run", model, "--input=" + image, "-o", scratch.resolve("outputs.npz").toString()));
  }

  private static void rehearse(List<String> command) {
    var output = new OutputState(OutputStream.nullOutputStream());
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var terminal =
        new Terminal(
            new PrintStream(output, false, StandardCharsets.UTF_8),
            output,
            nowhere,
            false,
            false,
            false,
            80);
    new Cli(terminal, Jobs.standard()).run(command.toArray(String[]::new));
  }
}
