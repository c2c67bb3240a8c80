package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.format.tflite.Tflite;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classic networks of {@code keras.applications}: converted, compared with what Keras computes,
 * quantized to int8 and run. The profile {@code applications} runs it on the files that {@code
 * make_applications.py} made.
 */
class KerasApplicationsIT {
  /** The largest difference, as a part of the range of the output. */
  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  static List<Arguments.ArgumentSet> models() throws IOException {
    Path made = Path.of(Objects.requireNonNull(System.getProperty("octet.applications")));
    try (Stream<Path> files = Files.list(made)) {
      return files
          .filter(f -> f.toString().endsWith(".h5") || f.toString().endsWith(".keras"))
          .sorted()
          .map(f -> argumentSet(String.valueOf(f.getFileName()), f))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void computesWhatKerasComputesAndQuantizes(Path file) {
    Path arrays = Path.of(file.toString().replaceFirst("\\.(h5|keras)$", ".npz"));
    NumpyFile made = NumpyFile.open(arrays);
    NdArray in = made.read("in_0");
    double[] expected = made.read("out_0").toDoubles();
    int[] shape = Arrays.stream(in.shape()).mapToInt(Math::toIntExact).toArray();
    var options = ReadOptions.standard().withShapes(Map.of("", shape));

    Path converted = folder.resolve("float.tflite");
    Conversion conversion = Octet.convert(file, options);
    conversion.write(converted, Verification.PREPARE, 2);
    double difference = largest(run(converted, in), expected) / range(expected);

    var octet = Octet.load(converted);
    Ranges ranges =
        octet.calibrate(
            Datasets.open(List.of(arrays + ":in_0"), octet.model(), DataOptions.standard()),
            1,
            _ -> {});
    Path int8 = folder.resolve("int8.tflite");
    octet.quantize(Recipe.of(Mode.INT8), ranges).write(int8, Verification.PREPARE, 2);
    double[] quantized = run(int8, in);

    System.out.printf(
        "%-28s %4d ops %,12d bytes, %.1e of Keras' range; int8 %,12d bytes, %.1e%n",
        file.getFileName(),
        conversion.model().main().nodes().size(),
        size(converted),
        difference,
        size(int8),
        largest(quantized, expected) / range(expected));
    assertThat(difference).isLessThanOrEqualTo(TOLERANCE);
    assertThat(quantized).hasSameSizeAs(expected);
    assertThat(Arrays.stream(quantized)).allMatch(Double::isFinite);
  }

  private static double[] run(Path model, NdArray in) {
    try (Engine engine = Engine.open(Tflite.map(model), EngineOptions.standard())) {
      MemorySegment.copy(in.data(), 0, engine.input(0), 0, in.data().byteSize());
      engine.run();
      var info = engine.outputs().getFirst();
      long[] dims = Arrays.stream(info.shape().dims()).asLongStream().toArray();
      return new NdArray(info.type(), dims, engine.output(0)).toDoubles();
    }
  }

  private static double largest(double[] have, double[] want) {
    double most = 0;
    for (int i = 0; i < want.length; i++) {
      most = Math.max(most, Math.abs(have[i] - want[i]));
    }
    return most;
  }

  private static double range(double[] values) {
    return Arrays.stream(values).max().orElseThrow() - Arrays.stream(values).min().orElseThrow();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
