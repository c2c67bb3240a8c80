package dev.octet;

import dev.octet.StudyKinds.Kind;
import dev.octet.bench.Bench;
import dev.octet.bench.BenchOptions;
import dev.octet.bench.Benchmark;
import dev.octet.bench.Measurement;
import dev.octet.calibrate.Ranges;
import dev.octet.data.ClassLabels;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.runtime.Engine;
import dev.octet.study.Study;
import dev.octet.study.StudyRow;
import dev.octet.tune.Pulse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes every kind of a model, evaluates all of them in one pass over the samples, and measures
 * their latency in turns.
 */
public final class Studier {
  private static final int PERCENT = 100;
  private static final int FEW = 2;
  private static final int RUNS = 20;
  private static final int WARM_UP = 3;

  /** A kind is not measured for longer than so many times the least time. */
  private static final int PATIENCE = 10;

  private final Studying options;
  private final Pulse pulse;
  private final List<String> notes = new ArrayList<>();

  private Studier(Studying options, Pulse pulse) {
    this.options = options;
    this.pulse = pulse;
  }

  /**
   * Studies a model, and writes the models of all kinds.
   *
   * @param pulse told how far it is, and may throw to end it
   * @throws OctetException {@code NOT_WRITABLE} for a folder that cannot be; as loading,
   *     calibration, evaluation and benchmarks do. A kind that cannot be made is no error
   */
  public static Study run(Studying options, Pulse pulse) {
    return new Studier(options, pulse).run();
  }

  private Study run() {
    long start = System.nanoTime();
    pulse.beat("reading", 0, Pulse.UNKNOWN);
    makeFolder(options.folder());
    SourceModel source = ModelFiles.read(options.model(), options.reading());
    Octet octet = Octet.of(source);
    requireFloat(octet);
    VerifiedModel original = source.verified();
    RepresentativeDataset samples = samples(original);
    RepresentativeDataset representative = representative(octet);
    List<Kind> kinds = make(octet, original, ranges(octet, representative));
    Evaluation evaluation = evaluate(models(kinds), samples);
    Benchmark benchmark = bench(models(kinds), samples);
    return new Study(
        options.model(),
        rows(kinds, evaluation, benchmark),
        samples.parts().getFirst().labels() instanceof ClassLabels ? "top1" : "agreement",
        evaluation.samples(),
        representative == null ? 0 : representative.size(),
        options.threads(),
        new Study.Setting(
            Runtime.getRuntime().availableProcessors(), Engine.version(), options.kernels().name()),
        notes,
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static void makeFolder(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new OctetException(ErrorCode.NOT_WRITABLE, "is a file, not a folder")
          .in(folder.toString())
          .advise("name a folder with -o; it is made where there is none");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_WRITABLE, "the folder cannot be made")
          .in(folder.toString())
          .because(e);
    }
  }

  private void requireFloat(Octet octet) {
    if (octet.model().graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .flatMap(n -> n.outputs().stream())
        .noneMatch(t -> t.type() == ElementType.FLOAT32)) {
      throw new OctetException(ErrorCode.NOT_QUANTIZABLE, "computes with no floats")
          .in(options.model().toString())
          .advise(
              "study the float model that it was made from; octet evaluate and octet bench measure"
                  + " finished models");
    }
  }

  /** The samples to measure on: of one signature. */
  private RepresentativeDataset samples(VerifiedModel model) {
    RepresentativeDataset data = Datasets.open(options.data(), model.model(), options.reads());
    if (data.parts().size() > 1) {
      throw new OctetException(ErrorCode.USAGE, "there is data for several signatures")
          .advise("study one signature at a time");
    }
    notes.addAll(data.notes());
    return data;
  }

  private @Nullable RepresentativeDataset representative(Octet octet) {
    if (options.calibrate().isEmpty()) {
      return null;
    }
    RepresentativeDataset all =
        Datasets.open(options.calibrate(), octet.model(), options.reads().withLabels(null));
    Integer limit = options.samples();
    RepresentativeDataset data = limit == null ? all : all.first(limit);
    notes.addAll(data.notes());
    return data;
  }

  private @Nullable Ranges ranges(Octet octet, @Nullable RepresentativeDataset data) {
    if (data == null) {
      return octet.needsCalibration() ? null : octet.withoutRanges();
    }
    if (options.kinds().stream().noneMatch(m -> m.recipe().needsRanges())) {
      return octet.withoutRanges();
    }
    Ranges ranges =
        octet.calibrate(
            data, options.workers(), done -> pulse.beat("calibrating", done, data.size()));
    notes.addAll(ranges.notes());
    return ranges;
  }

  private List<Kind> make(Octet octet, VerifiedModel original, @Nullable Ranges ranges) {
    var maker = new StudyKinds(options, octet, ranges);
    var kinds = new ArrayList<Kind>();
    kinds.add(maker.asFloat(original));
    for (Mode mode : options.kinds()) {
      pulse.beat("making " + mode.text(), kinds.size(), options.kinds().size() + 1L);
      kinds.add(maker.make(mode));
    }
    return kinds;
  }

  private static List<VerifiedModel> models(List<Kind> kinds) {
    var models = new ArrayList<VerifiedModel>();
    for (Kind kind : kinds) {
      if (kind.model() != null) {
        models.add(kind.model());
      }
    }
    return models;
  }

  private Evaluation evaluate(List<VerifiedModel> models, RepresentativeDataset samples) {
    long all = samples.size();
    var how =
        EvaluationOptions.standard()
            .withThreads(options.workers())
            .withKernels(options.kernels())
            .withOutput(options.output())
            .withData(options.reads());
    return new Evaluator(how, done -> pulse.beat("evaluating", done, all))
        .evaluate(models, options.data());
  }

  private @Nullable Benchmark bench(List<VerifiedModel> models, RepresentativeDataset samples) {
    if (options.threads().isEmpty()) {
      return null;
    }
    var how =
        BenchOptions.standard()
            .withThreads(options.threads())
            .withKernels(List.of(options.kernels()))
            .withRuns(RUNS, WARM_UP)
            .withTime(options.least(), options.least().multipliedBy(PATIENCE))
            .withEngines(0)
            .withSignature(samples.parts().getFirst().signature());
    Benchmark benchmark =
        Bench.run(models, how, part -> pulse.beat("measuring", (long) (PERCENT * part), PERCENT));
    notes.addAll(few(benchmark.notes()));
    return benchmark;
  }

  /** With many kinds a restless machine is told of often. */
  private static List<String> few(List<String> all) {
    return all.size() <= FEW
        ? all
        : Stream.concat(
                all.stream().limit(FEW),
                Stream.of("%d more such notes on latencies".formatted(all.size() - FEW)))
            .toList();
  }

  private static List<StudyRow> rows(
      List<Kind> kinds, Evaluation evaluation, @Nullable Benchmark benchmark) {
    Map<Path, List<Measurement>> measured = new HashMap<>();
    if (benchmark != null) {
      benchmark
          .measurements()
          .forEach(m -> measured.computeIfAbsent(m.file(), _ -> new ArrayList<>()).add(m));
    }
    Map<Path, Score> scores = new HashMap<>();
    evaluation.models().forEach(s -> scores.put(s.file(), s));
    var rows = new ArrayList<StudyRow>();
    for (Kind kind : kinds) {
      StudyRow row = kind.row();
      VerifiedModel model = kind.model();
      rows.add(
          model == null
              ? row
              : row.with(
                  Objects.requireNonNull(scores.get(model.file())),
                  measured.getOrDefault(model.file(), List.of())));
    }
    return rows;
  }
}
