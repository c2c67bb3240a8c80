package dev.octet.debug;

import dev.octet.data.InputSpec;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.runtime.EngineOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ops of a quantized model with those of the float model it was made from, on samples.
 *
 * <p>The two are joined to one model that the engine runs (see {@link TwinModel}). The result does
 * not depend on the number of threads, and memory does not grow with the number of samples.
 */
public final class Debugger {
  private final OpTable table = OpTable.standard();
  private final DebugOptions options;
  private final int threads;
  private final LongConsumer progress;

  /**
   * A debugger.
   *
   * @param threads how many engines run side by side, at least 1
   * @param progress told after each sample how many are done, from any thread
   */
  public Debugger(DebugOptions options, int threads, LongConsumer progress) {
    this.options = options;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Runs samples.
   *
   * @param original the float model
   * @param quantized what was made from it
   * @param data samples for the float model
   * @throws OctetException {@code NOT_TWINS} if the one was not made from the other, {@code
   *     BAD_DATA} for samples that do not fit, {@code RUNTIME} if a model does not run
   */
  public Diagnosis run(Model original, Model quantized, RepresentativeDataset data) {
    TwinCheck.requireQuantized(quantized);
    var layers = new ArrayList<LayerStatistics>();
    var inputs = new ArrayList<LayerStatistics>();
    var findings = new ArrayList<Finding>();
    var notes = new Notes();
    var model = new ArrayList<Mean>();
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      Alignment way = Alignment.of(original, quantized, part.signature());
      requireFits(part, way.before());
      TwinModel both = join(original, quantized, way, notes);
      Lane.Work work = work(original, way, both, part.signature(), notes);
      Sums sums =
          new Chunks(part.samples().size())
              .run(threads, () -> new Lane(work, options, part, () -> tell(done))).stream()
                  .reduce(Sums::plus)
                  .orElseThrow();
      addTo(model, sums.model());
      Suspects suspects = suspects(way, quantized, part.signature(), both, sums, notes);
      layers.addAll(suspects.layers());
      inputs.addAll(suspects.inputs());
      if (!options.wholeModel()) {
        findings.addAll(FindingRules.look(suspects.all()));
      }
    }
    findings.sort(Finding.WORST_FIRST);
    return new Diagnosis(
        layers,
        inputs,
        figures(model, notes),
        Comparison.names(options),
        data.size(),
        notes.lines(),
        findings);
  }

  private static void requireFits(Part part, Graph graph) {
    List<InputSpec> given = part.samples().inputs();
    boolean fits = given.size() == graph.inputs().size();
    for (int i = 0; fits && i < given.size(); i++) {
      fits = given.get(i).type() == graph.inputs().get(i).type();
    }
    if (!fits) {
      throw new OctetException(
              ErrorCode.BAD_DATA, "the samples are for other inputs than those of the float model")
          .advise("open the data for the float model: its inputs are what samples are for");
    }
  }

  private TwinModel join(Model original, Model quantized, Alignment way, Notes notes) {
    var pairs = new GraphPairs(original, way.before(), quantized, way.graph());
    new TwinCheck(table).check(pairs);
    TwinModel both =
        options.wholeModel()
            ? TwinModel.whole(way, pairs, original, quantized)
            : TwinModel.layerByLayer(way, pairs, quantized);
    notes.addAll(pairs, options, both);
    return both;
  }

  private Lane.Work work(
      Model original, Alignment way, TwinModel both, @Nullable String signature, Notes notes) {
    // without taps tensors share memory, and LiteRT 2.20 ends the process over a loop in a loop
    EngineOptions engine =
        EngineOptions.standard().withKernels(options.kernels()).withTaps(both.hasControlFlow());
    boolean alone = !options.modelMetrics().isEmpty() && !options.wholeModel();
    return new Lane.Work(
        Tflite.bytes(both.model()),
        engine.withSignature(both.signature()),
        alone ? Tflite.bytes(original) : null,
        engine.withSignature(signature),
        both.watched(),
        outputs(way, Math.max(0, both.floatOutputs()), notes));
  }

  private List<OutputComparison.Output> outputs(Alignment way, int firstReference, Notes notes) {
    var outputs = new ArrayList<OutputComparison.Output>();
    for (int i = 0; i < way.before().outputs().size(); i++) {
      Tensor reference = way.before().outputs().get(i);
      if (Reals.canRead(reference.type()) && Reals.canRead(way.graph().outputs().get(i).type())) {
        outputs.add(new OutputComparison.Output(firstReference + i, i));
      } else if (!options.modelMetrics().isEmpty()) {
        notes.add("output '%s' holds no numbers: no metric sees it".formatted(reference.name()));
      }
    }
    return outputs;
  }

  private Suspects suspects(
      Alignment way,
      Model quantized,
      @Nullable String signature,
      TwinModel both,
      Sums sums,
      Notes notes) {
    var seen = new ArrayList<LayerStatistics>();
    var importance = Importance.of(way.before(), table);
    for (int i = 0; i < both.watched().size(); i++) {
      Place place = place(both.watched().get(i), signature, quantized);
      seen.add(statistics(place, sums.layers().get(i), importance, notes));
    }
    return new Suspects(table, importance, seen);
  }

  private void tell(AtomicLong done) {
    progress.accept(done.incrementAndGet());
  }

  private static void addTo(List<Mean> model, List<Mean> part) {
    for (int i = 0; i < part.size(); i++) {
      if (model.size() == i) {
        model.add(new Mean());
      }
      model.get(i).add(part.get(i));
    }
  }

  private Map<String, Double> figures(List<Mean> means, Notes notes) {
    var figures = new LinkedHashMap<String, Double>();
    for (String name : options.modelMetrics().keySet()) {
      Mean mean = means.get(figures.size());
      if (mean.leftOut() > 0) {
        notes.add(
            "metric '%s' of the models' outputs is no number for %d samples: they are left out of"
                    .formatted(name, mean.leftOut())
                + " the mean");
      }
      figures.put(name, mean.value());
    }
    return figures;
  }

  private static Place place(Watched watched, @Nullable String signature, Model quantized) {
    Compared compared = watched.compared();
    Tensor original = compared.pair().original().output(compared.output());
    return new Place(
        compared.pair().original().op(),
        watched.graph(),
        signature,
        compared.pair().original(),
        compared.pair().quantized(),
        compared.output(),
        quantized.graphs().get(watched.graph()).tensors().indexOf(compared.actual()),
        original.name(),
        compared.actual().quantization() instanceof PerTensor p ? p : null,
        original.name());
  }

  private LayerStatistics statistics(
      Place place, LayerTally tally, Importance importance, Notes notes) {
    notes.add(place, Suspects.isInput(place) ? List.of() : Comparison.names(options), tally);
    List<String> names = Suspects.isInput(place) ? List.of() : Comparison.names(options);
    ChannelStatistics channels = tally.channels();
    return new LayerStatistics(
        place,
        tally.difference(),
        tally.likeness(),
        channels,
        Damage.of(channels, importance.of(place, channels.count())),
        tally.custom(names));
  }
}
