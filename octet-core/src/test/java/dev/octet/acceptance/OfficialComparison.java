package dev.octet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Octet;
import dev.octet.ReadOptions;
import dev.octet.Verification;
import dev.octet.data.Samples;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.assertj.core.api.SoftAssertions;

/**
 * Octet's float models beside those of the official converter: outputs, ops, bytes.
 *
 * @param folder for what Octet makes
 * @param options to convert with
 * @param official which figure of several official files is the bar
 */
record OfficialComparison(Path folder, ReadOptions options, LongBinaryOperator official) {
  private static final double TOLERANCE = 1e-5;

  /** Compares all of these. */
  void check(List<SourceFixture> fixtures) {
    var soft = new SoftAssertions();
    var table = new StringBuilder("\nFiles beside the official converter, " + options.batch());
    table.append(
        "\n  %-40s %5s %8s %9s %9s %12s %12s%n"
            .formatted("", "ops", "official", "bytes", "official", "reference", "default"));
    for (SourceFixture fixture : fixtures) {
      String label = fixture.name() + "/" + fixture.file().getFileName();
      soft.assertThatCode(() -> table.append(row(fixture, label, soft)))
          .as(label)
          .doesNotThrowAnyException();
    }
    System.out.println(table);
    soft.assertAll();
  }

  private String row(SourceFixture fixture, String label, SoftAssertions soft) {
    VerifiedModel ours = VerifiedModel.read(convert(fixture.file()));
    var theirs = fixture.officials().stream().map(VerifiedModel::read).toList();
    long ops = theirs.stream().mapToLong(m -> ops(m.model())).reduce(official).orElseThrow();
    long bytes = theirs.stream().mapToLong(VerifiedModel::byteSize).reduce(official).orElseThrow();
    VerifiedModel same = theirs.getFirst();
    double reference = difference(fixture, ours, same, KernelSet.REFERENCE);
    double standard = difference(fixture, ours, same, KernelSet.DEFAULT);
    soft.assertThat(ops(ours.model())).as("ops of " + label).isLessThanOrEqualTo(ops);
    soft.assertThat(ours.byteSize()).as("bytes of " + label).isLessThan(bytes);
    soft.assertThat(reference).as("reference kernels, " + label).isLessThanOrEqualTo(TOLERANCE);
    soft.assertThat(standard).as("default kernels, " + label).isLessThanOrEqualTo(TOLERANCE);
    return "  %-40s %5d %8d %9d %9d %12.2e %12.2e%n"
        .formatted(label, ops(ours.model()), ops, ours.byteSize(), bytes, reference, standard);
  }

  /** The file that Octet makes of a model. */
  Path convert(Path file) {
    Path target = folder.resolve("converted.tflite");
    Octet.convert(file, options).write(target, Verification.RUN, 2);
    return target;
  }

  private static long ops(Model model) {
    return model.graphs().stream().mapToLong(g -> g.nodes().size()).sum();
  }

  /** The largest difference of the only outputs over all samples, as a part of their range. */
  private static double difference(
      SourceFixture fixture, VerifiedModel ours, VerifiedModel theirs, KernelSet kernels) {
    List<float[]> a = outputs(fixture, ours, kernels);
    List<float[]> b = outputs(fixture, theirs, kernels);
    assertThat(a).hasSameSizeAs(b).hasSizeGreaterThan(50);
    double difference = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i)).hasSameSizeAs(b.get(i));
      for (int k = 0; k < a.get(i).length; k++) {
        difference = Math.max(difference, Math.abs(a.get(i)[k] - (double) b.get(i)[k]));
        min = Math.min(min, b.get(i)[k]);
        max = Math.max(max, b.get(i)[k]);
      }
    }
    assertThat(max).as("the official outputs differ").isGreaterThan(min);
    return difference / (max - min);
  }

  private static List<float[]> outputs(
      SourceFixture fixture, VerifiedModel model, KernelSet kernels) {
    var outputs = new ArrayList<float[]>();
    try (Engine engine = model.engine(EngineOptions.standard().withKernels(kernels))) {
      for (Samples samples : fixture.samples(model.model())) {
        var feed = new Feed(engine, samples);
        for (long i = 0; i < samples.size(); i++) {
          feed.run(i);
          MemorySegment values = engine.output(0);
          outputs.add(values.toArray(Constant.F32));
        }
      }
    }
    return outputs;
  }
}
