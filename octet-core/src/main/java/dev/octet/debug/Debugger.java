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
import dev.octet.op.OpTable;
import dev.octet.plan.NodeNames;
import dev.octet.runtime.EngineOptions;
import java.util.ArrayList;
import java.util.List;
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
    var figures = new ModelFigures(options.modelMetrics().keySet(), notes::add);
    var names = new NodeNames(original);
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      Alignment way = Alignment.of(original, quantized, part.signature());
      requireFits(part, way.before());
      TwinModel both = join(original, quantized, way, notes);
      Lane.Work work = work(original, way, both, part.signature(), figures);
      Sums sums =
          new Chunks(part.samples().size())
              .run(threads, () -> new Lane(work, options, part, () -> tell(done))).stream()
                  .reduce(Sums::plus)
                  .orElseThrow();
      figures.add(sums.model());
      var places = new Placing(quantized, part.signature(), names);
      Suspects suspects = suspects(way, places, both, sums, notes);
      layers.addAll(suspects.layers());
      inputs.addAll(suspects.inputs());
      if (!options.wholeModel()) {
        findings.addAll(FindingRules.look(suspects.all()));
      }
    }
    if (layers.isEmpty()) {
      throw Alignment.notTwins("nothing that the float model computes is quantized in it");
    }
    findings.sort(Finding.WORST_FIRST);
    return new Diagnosis(
        layers,
        inputs,
        figures.values(),
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
      Model original,
      Alignment way,
      TwinModel both,
      @Nullable String signature,
      ModelFigures figures) {
    EngineOptions engine = EngineOptions.standard().withKernels(options.kernels());
    boolean alone = figures.areAskedFor() && !options.wholeModel();
    return new Lane.Work(
        Tflite.bytes(both.model()),
        engine.withSignature(both.signature()),
        alone ? Tflite.bytes(original) : null,
        engine.withSignature(signature),
        both.watched(),
        figures.outputs(way, Math.max(0, both.floatOutputs())));
  }

  private Suspects suspects(Alignment way, Placing places, TwinModel both, Sums sums, Notes notes) {
    var seen = new ArrayList<LayerStatistics>();
    var importance = Importance.of(way.before(), table);
    for (int i = 0; i < both.watched().size(); i++) {
      Place place = places.of(both.watched().get(i));
      seen.add(statistics(place, sums.layers().get(i), importance, notes));
    }
    return new Suspects(table, importance, way.graph(), seen);
  }

  private void tell(AtomicLong done) {
    progress.accept(done.incrementAndGet());
  }

  private LayerStatistics statistics(
      Place place, LayerTally tally, Importance importance, Notes notes) {
    List<String> names = Suspects.isInput(place) ? List.of() : Comparison.names(options);
    notes.add(place, names, tally);
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
