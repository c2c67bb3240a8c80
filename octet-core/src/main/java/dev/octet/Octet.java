package dev.octet;

import dev.octet.Improver.Improved;
import dev.octet.advise.Advice;
import dev.octet.advise.Advisor;
import dev.octet.advise.Target;
import dev.octet.calibrate.Calibrator;
import dev.octet.calibrate.LayerInputs;
import dev.octet.calibrate.Range;
import dev.octet.calibrate.Ranges;
import dev.octet.calibrate.RangesFile;
import dev.octet.calibrate.ValueCounts;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.Debugger;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.Requantizer;
import dev.octet.debug.Sensitivity;
import dev.octet.debug.SensitivityAnalysis;
import dev.octet.debug.SensitivityOptions;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.existing.Absorption;
import dev.octet.existing.Existing;
import dev.octet.existing.Hybrids;
import dev.octet.format.metadata.InterfaceStats;
import dev.octet.format.tflite.Tflite;
import dev.octet.io.SafeFile;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.op.RuntimeVersions;
import dev.octet.plan.Improvement;
import dev.octet.plan.KnownRanges;
import dev.octet.plan.Plan;
import dev.octet.plan.Planner;
import dev.octet.plan.RangeMethods;
import dev.octet.plan.Recipe;
import dev.octet.quantize.Activations;
import dev.octet.quantize.Adjustments;
import dev.octet.quantize.Quantizer;
import dev.octet.rewrite.Rewrites;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.MissingOps;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A float model on its way to a quantized one: load, calibrate where the mode asks for it,
 * quantize, write. Immutable; safe for use by several threads.
 */
public final class Octet {
  private final Path file;
  private final List<String> readingNotes;
  private final Absorption model;
  private final Absorption forIntegers;
  private final Improved improved;
  private final LayerInputs inputs;
  private final OpTable table = OpTable.standard();

  private Octet(SourceModel source, Function<Model, Absorption> absorb) {
    this.file = source.file();
    this.readingNotes = source.notes();
    Absorption absorbed = absorb.apply(source.tidied());
    Model clean = Rewrites.cleanUp(absorbed.model());
    this.model = new Absorption(clean, absorbed.existing().in(clean, table));
    this.forIntegers = Hybrids.toFloat(model, table);
    this.improved = Improved.not(model);
    this.inputs = LayerInputs.none();
  }

  private Octet(Octet before, Improved improved) {
    this.file = before.file;
    this.readingNotes = before.readingNotes;
    this.model = improved.model();
    this.forIntegers = Hybrids.toFloat(model, table);
    this.improved = improved;
    this.inputs = LayerInputs.none();
  }

  private Octet(Octet before, LayerInputs inputs) {
    this.file = before.file;
    this.readingNotes = before.readingNotes;
    this.model = before.model;
    this.forIntegers = before.forIntegers;
    this.improved = before.improved;
    this.inputs = inputs;
  }

  /**
   * Reads and verifies a model, of LiteRT, Keras or TensorFlow, and cleans its graphs up. Fake
   * quantization, as training leaves it behind, is taken out and its ranges are remembered; ops
   * that are quantized stay so.
   *
   * @throws OctetException if it cannot be read, or is no model
   */
  public static Octet load(Path file) {
    return load(file, ReadOptions.standard());
  }

  /**
   * The same, with what the file leaves open about its inputs.
   *
   * @throws OctetException if it cannot be read, or is no model; {@code USAGE} for an input that
   *     does not exist or a dimension that is not free; {@code RUNTIME} if the model does not take
   *     the shapes
   */
  public static Octet load(Path file, ReadOptions options) {
    return new Octet(ModelFiles.read(file, options), Absorption::of);
  }

  /** The same for a model that was read. */
  static Octet of(SourceModel source) {
    return new Octet(source, Absorption::of);
  }

  /**
   * As {@link #loadAsFloat(Path, ReadOptions)} with all as the file says.
   *
   * @throws OctetException if it cannot be read, or is no model
   */
  public static Octet loadAsFloat(Path file) {
    return loadAsFloat(file, ReadOptions.standard());
  }

  /**
   * The same, but every quantized op is turned back to float first, so that it can be quantized in
   * another way. The ranges of its activations are remembered.
   *
   * @throws OctetException as {@link #load(Path, ReadOptions)}
   */
  public static Octet loadAsFloat(Path file, ReadOptions options) {
    return new Octet(
        ModelFiles.read(file, options), m -> Absorption.toFloat(m, OpTable.standard()));
  }

  /**
   * Converts a model of any format that Octet reads to a tidy {@code .tflite}, without quantizing
   * anything.
   *
   * @throws OctetException as {@link #load(Path, ReadOptions)}
   */
  public static Conversion convert(Path file, ReadOptions options) {
    return Conversion.of(ModelFiles.read(file, options));
  }

  /** The cleaned-up float model. */
  public Model model() {
    return model.model();
  }

  /** The file it came from. */
  public Path file() {
    return file;
  }

  /**
   * This with the improvements of a recipe that come before calibration: a float model that
   * computes the same and can be quantized better, and what else they must know of the samples.
   * Ranges of it belong to it alone; it is for recipes with the same improvements.
   *
   * @param data the samples of calibration; null where no improvement needs any
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException {@code USAGE} if samples are needed and not there
   * @throws IllegalStateException if this was improved before
   */
  public Octet improved(
      Recipe recipe, @Nullable RepresentativeDataset data, int threads, LongConsumer progress) {
    if (!improved.applied().isEmpty()) {
      throw new IllegalStateException("improved before: " + Improvement.texts(improved.applied()));
    }
    if (recipe.improvements().isEmpty()) {
      return this;
    }
    var improver = new Improver(table, threads, progress);
    var rewritten = new Octet(this, improver.improve(model, recipe, data));
    return rewritten.running(
        () -> new Octet(rewritten, improver.inputs(rewritten.of(recipe).model(), recipe, data)));
  }

  /**
   * Finds the ranges of activations.
   *
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException for data that does not fit or a model that does not run
   */
  public Ranges calibrate(RepresentativeDataset data, int threads, LongConsumer progress) {
    return calibrate(Recipe.fullInteger(), data, threads, progress);
  }

  /**
   * Finds the ranges of activations by the observers that a recipe names.
   *
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException for data that does not fit or a model that does not run
   */
  public Ranges calibrate(
      Recipe recipe, RepresentativeDataset data, int threads, LongConsumer progress) {
    MemorySegment bytes = Tflite.bytes(model());
    return running(
        () ->
            new Calibrator(table, threads, progress)
                .withMethods(new RangeMethods(model(), recipe)::of)
                .calibrate(model(), bytes, data)
                .with(model.existing()));
  }

  /**
   * Counts the values of float activations: for people, who see more in that than in a range.
   *
   * @param data few samples will do
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @return by tensor of {@link #model()}; without those that only hold values of another, and
   *     those inside loops and branches
   * @throws OctetException for data that does not fit or a model that does not run
   */
  public Map<Tensor, ValueCounts> countValues(
      RepresentativeDataset data, int threads, LongConsumer progress) {
    MemorySegment bytes = Tflite.bytes(model());
    return running(() -> new Calibrator(table, threads, progress).count(model(), bytes, data));
  }

  /** Does something that runs the model. */
  private <T> T running(Supplier<T> what) {
    try {
      return what.get();
    } catch (OctetException e) {
      throw e.code() == ErrorCode.RUNTIME ? explained(e).in(file.toString()) : e;
    }
  }

  /** All ops that the runtime lacks, where it names one at most. */
  private OctetException explained(OctetException failure) {
    List<String> missing = MissingOps.of(model(), KernelSet.DEFAULT);
    return missing.isEmpty()
        ? failure
        : new OctetException(
                ErrorCode.RUNTIME,
                "calibration cannot run it: the runtime has no " + String.join(", ", missing))
            .advise("--mode dynamic, weights8 and float16 need no calibration")
            .because(failure);
  }

  /**
   * No ranges but those that the model's own quantization says: enough for modes that keep float
   * activations, and for a model that was trained for integers.
   */
  public Ranges withoutRanges() {
    return Ranges.none(model(), table).with(model.existing());
  }

  /** Whether an integer mode makes no sense before the model was calibrated. */
  public boolean needsCalibration() {
    return !model.existing().knowsRanges() && hasFloatActivations();
  }

  private boolean hasFloatActivations() {
    return model().graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .flatMap(n -> n.outputs().stream())
        .anyMatch(t -> t.type() == ElementType.FLOAT32);
  }

  /**
   * Reads ranges that {@link #saveRanges} wrote.
   *
   * @throws OctetException if they cannot be read, belong to another model or to one with other
   *     improvements
   */
  public Ranges readRanges(Path ranges) {
    requireSameModelNextTime();
    try {
      return RangesFile.parse(
              Files.readString(ranges), model(), table, Digest.of(file), improved.applied())
          .with(model.existing());
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(ranges.toString())
          .because(e);
    } catch (OctetException e) {
      throw e.in(ranges.toString());
    }
  }

  /**
   * Keeps ranges for later.
   *
   * @throws OctetException if they cannot be written; {@code USAGE} if the samples made this model
   *     what it is, so that ranges without them are of no use
   */
  public void saveRanges(Ranges ranges, Path target) {
    requireSameModelNextTime();
    byte[] text =
        RangesFile.print(ranges, Digest.of(file), improved.applied())
            .getBytes(StandardCharsets.UTF_8);
    SafeFile.write(target, channel -> Channels.newOutputStream(channel).write(text));
  }

  /** What each op would get, and why. */
  public Plan plan(Recipe recipe, Ranges ranges) {
    return plan(recipe, ranges::width);
  }

  /**
   * Quantizes the model.
   *
   * @param ranges of its activations; {@link #withoutRanges()} for modes that need none
   * @throws OctetException {@code NOT_QUANTIZABLE} if the recipe asks for what this model cannot
   *     be; {@code USAGE} if it has improvements with which this was not {@link #improved}
   */
  public Outcome quantize(Recipe recipe, Ranges ranges) {
    requireFitting(recipe, ranges);
    return quantize(plan(recipe, ranges), ranges);
  }

  private Outcome quantize(Plan plan, Ranges ranges) {
    try {
      Existing existing = of(plan.recipe()).existing();
      var result =
          new Quantizer(table, RuntimeVersions.load())
              .quantize(plan, activations(ranges), existing, Adjustments.of(plan.recipe(), inputs));
      List<String> notes = new ArrayList<>(readingNotes);
      notes.addAll(improved.notes());
      notes.addAll(existing.notes());
      notes.addAll(result.notes());
      Model described = InterfaceStats.update(plan.model(), result.model(), notes::add);
      return new Outcome(file, plan, described, notes);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  /**
   * Measures what quantizing each layer costs at the model's outputs. A recipe that leaves nothing
   * in float is measured as if it did.
   *
   * @param recipe what is to be made
   * @param ranges as for {@link #quantize(Recipe, Ranges)}
   * @param data samples for the float model
   * @param watch told how far it is
   * @throws OctetException as {@link #quantize(Recipe, Ranges)} and {@link SensitivityAnalysis#run}
   */
  public Sensitivity sensitivity(
      Recipe recipe,
      Ranges ranges,
      RepresentativeDataset data,
      SensitivityOptions options,
      Sensitivity.Watch watch) {
    requireFitting(recipe, ranges);
    try {
      return new SensitivityAnalysis(requantizer(ranges), options, watch).run(recipe, data);
    } catch (OctetException e) {
      throw e.where().contains(file.toString()) ? e : e.in(file.toString());
    }
  }

  /** This model, to be quantized by other recipes again and again. */
  public Requantizer requantizer(Ranges ranges) {
    return new Requantizer() {
      @Override
      public Plan plan(Recipe recipe) {
        return Octet.this.plan(recipe, ranges);
      }

      @Override
      public Model quantize(Plan plan) {
        return Octet.this.quantize(plan, ranges).model();
      }
    };
  }

  /**
   * What to do with a model for a target, before anything is calibrated or written. For a target
   * that has no use for an open batch it is looked at with a batch of 1.
   *
   * @param dataAvailable whether there are samples to calibrate with
   * @throws OctetException as {@link #load(Path, ReadOptions)}
   */
  public static Advice advise(
      Path file, ReadOptions options, Target target, boolean dataAvailable) {
    Octet octet = load(file, options);
    boolean fixes =
        target.fixesBatch()
            && options.batch() instanceof Batch.AsFile
            && InputBatch.isOpen(octet.model());
    Octet seen = fixes ? load(file, options.withBatch(new Batch.Of(1))) : octet;
    try {
      return seen.advisor(fixes).advise(target, dataAvailable);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  private Advisor advisor(boolean batchFixed) {
    return new Advisor(
        file,
        model(),
        Tflite.size(model()),
        new Assumption(this),
        model.existing().knowsRanges(),
        batchFixed);
  }

  /** Quantizes by a plan and what is assumed of activations. */
  Model quantize(Plan plan, Activations assumed) {
    Existing existing = of(plan.recipe()).existing();
    return new Quantizer(table, RuntimeVersions.load())
        .quantize(plan, assumed, existing, Adjustments.none())
        .model();
  }

  /** Plans with what is assumed of activations. */
  Plan plan(Recipe recipe, KnownRanges assumed) {
    return new Planner(table).plan(of(recipe).model(), recipe, assumed);
  }

  /**
   * Compares the ops of a quantized model with their float twins.
   *
   * @param quantized what {@link #quantize} made
   * @param data samples for the float model
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException as {@link Debugger#run}
   */
  public Diagnosis debug(
      Outcome quantized,
      RepresentativeDataset data,
      DebugOptions options,
      int threads,
      LongConsumer progress) {
    if (quantized.plan().quantized().isEmpty()) {
      throw new OctetException(
              ErrorCode.NOT_QUANTIZABLE, "no op is quantized: there is nothing to compare")
          .in(file.toString())
          .advise("choose another mode, or leave fewer ops in float");
    }
    return debug(quantized.plan().model(), quantized.model(), data, options, threads, progress);
  }

  /**
   * The same for a quantized model from elsewhere.
   *
   * @param quantized made from this model by Octet or by another tool
   * @param data samples for the float model
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   * @throws OctetException {@code NOT_TWINS} if it was made from another model; as {@link
   *     Debugger#run}
   */
  public Diagnosis debug(
      Model quantized,
      RepresentativeDataset data,
      DebugOptions options,
      int threads,
      LongConsumer progress) {
    return debug(model(), quantized, data, options, threads, progress);
  }

  private Diagnosis debug(
      Model original,
      Model quantized,
      RepresentativeDataset data,
      DebugOptions options,
      int threads,
      LongConsumer progress) {
    try {
      return new Debugger(options, threads, progress).run(original, quantized, data);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  private void requireFitting(Recipe recipe, Ranges ranges) {
    requireImproved(recipe);
    if (!ranges.model().equals(model())) {
      throw new IllegalArgumentException("these are the ranges of another model");
    }
  }

  private void requireImproved(Recipe recipe) {
    Set<Improvement> missing = new TreeSet<>(recipe.modelImprovements());
    missing.removeAll(improved.applied());
    addIfUnseen(Improvement.BIAS_CORRECTION, LayerInputs.Kind.MEANS, recipe, missing);
    addIfUnseen(Improvement.ROUND_WEIGHTS, LayerInputs.Kind.MOMENTS, recipe, missing);
    if (!missing.isEmpty()) {
      throw new OctetException(
              ErrorCode.USAGE, "the model is not improved with " + Improvement.texts(missing))
          .in(file.toString())
          .advise("calibrate and quantize what Octet.improved(recipe, …) returns");
    }
  }

  private void requireSameModelNextTime() {
    if (improved.applied().contains(Improvement.ABSORB_HIGH_BIAS)) {
      throw new OctetException(
              ErrorCode.USAGE,
              "absorb-high-bias changes the model by what samples show, so its ranges cannot be"
                  + " kept")
          .in(file.toString())
          .advise("leave out --save-ranges and --ranges, and calibrate each time");
    }
  }

  private void addIfUnseen(
      Improvement improvement, LayerInputs.Kind needed, Recipe recipe, Set<Improvement> missing) {
    if (recipe.improvements().contains(improvement) && !inputs.kinds().contains(needed)) {
      missing.add(improvement);
    }
  }

  private Absorption of(Recipe recipe) {
    return recipe.needsRanges() ? forIntegers : model;
  }

  private static Activations activations(Ranges ranges) {
    return new Activations() {
      @Override
      public Optional<Range> range(Tensor tensor) {
        return ranges.of(tensor);
      }

      @Override
      public Optional<PerTensor> parameters(Tensor tensor, ElementType type) {
        return ranges.parameters(tensor, type);
      }
    };
  }
}
