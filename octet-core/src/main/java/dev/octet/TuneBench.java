package dev.octet;

import dev.octet.CalibratedModels.Calibrated;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.Sensitivity;
import dev.octet.debug.SensitivityOptions;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.evaluate.Yardstick;
import dev.octet.evaluate.Yardstick.Reading;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.Treatment;
import dev.octet.tune.Candidate;
import dev.octet.tune.Choice;
import dev.octet.tune.Measure;
import dev.octet.tune.Metric;
import dev.octet.tune.Pulse;
import dev.octet.tune.Workbench;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Builds and measures candidates of a model with the rest of the library. */
final class TuneBench implements Workbench {
  private final Tuning options;
  private final Octet octet;
  private final VerifiedModel original;
  private final CalibratedModels models;
  private final Yardstick yardstick;
  private final Metric metric;
  private @Nullable Reading reference;

  /**
   * Reads the model and looks at the data.
   *
   * @throws OctetException as loading, calibration and evaluation do
   */
  TuneBench(Tuning options, Pulse pulse) {
    this.options = options;
    this.octet = Octet.load(options.model(), options.reading());
    if (options.recipe().needsRanges()
        && options.calibrate().isEmpty()
        && octet.needsCalibration()) {
      throw new OctetException(ErrorCode.USAGE, "this needs the ranges of activations")
          .in(options.model().toString())
          .advise("give samples with --calibrate");
    }
    this.original = ModelFiles.read(options.model(), options.reading()).verified();
    this.models = new CalibratedModels(octet, options);
    var how =
        EvaluationOptions.standard()
            .withThreads(options.threads())
            .withKernels(options.kernels())
            .withOutput(options.output())
            .withData(options.reads());
    this.yardstick = new Yardstick(original, options.data(), labels(), how);
    this.metric = metric(pulse);
  }

  private int @Nullable [] labels() {
    List<Integer> labels = options.labels();
    return labels == null ? null : labels.stream().mapToInt(l -> l).toArray();
  }

  private Metric metric(Pulse pulse) {
    int[] labels = labels();
    boolean areDistributions =
        options.metric() == null
            && labels == null
            && yardstick.givesDistributions(beat("the float model", pulse));
    return Metric.choose(options.metric(), labels, areDistributions, options.metrics());
  }

  private LongConsumer beat(String stage, Pulse pulse) {
    return done -> pulse.beat(stage, done, yardstick.samples());
  }

  Metric metric() {
    return metric;
  }

  Octet octet() {
    return octet;
  }

  int samples() {
    return yardstick.samples();
  }

  /** The signatures that sources of data may name. */
  Set<String> signatures() {
    return ModelInputs.of(original.model()).signatures().keySet();
  }

  /** Keeps ranges in files from now on. */
  void keepIn(Function<String, Path> folder) {
    models.keepIn(folder);
  }

  @Override
  public Measure reference(Pulse pulse) {
    Reading reading = reading(pulse);
    double mean = Arrays.stream(reading.scores()).average().orElse(0);
    return new Measure(
        mean,
        0,
        0,
        reading.snr(),
        original.byteSize(),
        reading.latency(),
        0,
        Digest.of(original.bytes()));
  }

  private Reading reading(Pulse pulse) {
    Reading known = reference;
    if (known == null) {
      known = yardstick.reference(metric.scoring(), beat("the float model", pulse));
      reference = known;
    }
    return known;
  }

  @Override
  public List<Improvement> improvements() {
    return Arrays.stream(Improvement.values()).filter(this::isPossible).toList();
  }

  private boolean isPossible(Improvement improvement) {
    boolean needsData =
        improvement.needsSamples()
            || Set.of(
                    Improvement.MSE_RANGES,
                    Improvement.PERCENTILE_RANGES,
                    Improvement.ENTROPY_RANGES)
                .contains(improvement);
    if (needsData && options.calibrate().isEmpty()) {
      return false;
    }
    try {
      var _ = options.recipe().withImprovement(improvement);
      return true;
    } catch (OctetException e) {
      return false; // it can do nothing for what the recipe makes
    }
  }

  @Override
  public List<Choice> choices() {
    Recipe recipe = options.recipe();
    if (recipe.kinds().contains(Treatment.Kind.INT8)) {
      return recipe.strict()
          ? List.of(Choice.INT8, Choice.INT16X8)
          : List.of(Choice.INT8, Choice.INT16X8, Choice.FLOAT);
    }
    return recipe.strict() ? List.of() : List.of(Choice.FLOAT);
  }

  @Override
  public BuiltCandidate build(Candidate candidate, Pulse pulse) {
    Recipe recipe = candidate.recipe(options.recipe());
    Calibrated calibrated = models.of(recipe, pulse);
    return new BuiltCandidate(
        this, candidate, calibrated.octet().quantize(recipe, calibrated.ranges()));
  }

  /** What a model is worth, by the differences of samples to the float model. */
  Measure measure(VerifiedModel model, double integerShare, String digest, Pulse pulse) {
    double[] floats = reading(pulse).scores();
    Reading reading = yardstick.read(model, metric.scoring(), beat("evaluating", pulse));
    double[] scores = reading.scores();
    var drops = new double[scores.length];
    Arrays.setAll(drops, i -> metric.drop(floats[i], scores[i]));
    double drop = Arrays.stream(drops).average().orElse(0);
    double squares = Arrays.stream(drops).map(d -> (d - drop) * (d - drop)).sum();
    double error = Math.sqrt(squares / Math.max(1, drops.length - 1) / drops.length);
    return new Measure(
        Arrays.stream(scores).average().orElse(0),
        drop,
        error,
        reading.snr(),
        model.byteSize(),
        reading.latency(),
        integerShare,
        digest);
  }

  @Override
  public List<String> ranking(Candidate candidate, Pulse pulse) {
    Recipe recipe = candidate.recipe(options.recipe());
    Calibrated calibrated = models.of(recipe, pulse);
    Octet octet = calibrated.octet();
    var how =
        SensitivityOptions.standard().withThreads(options.threads()).withKernels(options.kernels());
    RepresentativeDataset data = Datasets.open(options.data(), octet.model(), options.reads());
    return octet.sensitivity(recipe, calibrated.ranges(), data, how, pulse::beat).layers().stream()
        .map(Sensitivity.Layer::node)
        .toList();
  }
}
