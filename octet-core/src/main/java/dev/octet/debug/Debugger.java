package dev.octet.debug;

import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.debug.CombinedGraph.Compared;
import dev.octet.debug.Comparison.Watched;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
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
 * <p>The two are joined to one model that the engine runs (see {@link CombinedGraph}). The result
 * does not depend on the number of threads, and memory does not grow with the number of samples.
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
   * @param quantized what was made from it, with as many graphs
   * @param data samples for the float model
   * @throws OctetException {@code NOT_TWINS} if the one was not made from the other, {@code
   *     BAD_DATA} for samples that do not fit, {@code RUNTIME} if a model does not run
   */
  public Diagnosis run(Model original, Model quantized, RepresentativeDataset data) {
    var layers = new ArrayList<LayerStatistics>();
    var inputs = new ArrayList<LayerStatistics>();
    var findings = new ArrayList<Finding>();
    var notes = new ArrayList<String>();
    var figures = new ModelFigures(options.modelMetrics().keySet(), notes);
    var names = new NodeNames(original);
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      int before = graph(original, part.signature());
      int after = graph(quantized, part.signature());
      Graph floats = original.graphs().get(before);
      Graph integers = quantized.graphs().get(after);
      List<Pair> pairs = Pairing.of(floats, integers);
      new Twins(floats, integers, pairs).check(notes);
      CombinedGraph combined =
          options.wholeModel()
              ? CombinedGraph.wholeModel(floats, integers, pairs)
              : CombinedGraph.layerByLayer(floats, integers, pairs);
      var places = new Places(combined.graph());
      List<Watched> watched = places.watched(combined);
      EngineOptions engine =
          EngineOptions.standard()
              .withTaps(true)
              .withKernels(options.kernels())
              .withSignature(part.signature());
      boolean alone = figures.areAskedFor() && !options.wholeModel();
      var work =
          new Lane.Work(
              Tflite.bytes(combined.in(quantized, after)),
              alone ? Tflite.bytes(original) : null,
              engine,
              watched,
              figures.outputs(combined, alone ? new Places(floats) : places, places));
      Sums sums =
          new Chunks(part.samples().size())
              .run(threads, () -> new Lane(work, options, part, () -> tell(done))).stream()
                  .reduce(Sums::plus)
                  .orElseThrow();
      List<LayerTally> tallies = sums.layers();
      figures.add(sums.model());
      List<Tensor> numbered = integers.tensors();
      var importance = Importance.of(floats, table);
      var seen = new ArrayList<LayerStatistics>();
      for (int i = 0; i < watched.size(); i++) {
        Place place = place(watched.get(i), after, part.signature(), numbered, names);
        seen.add(statistics(place, tallies.get(i), importance, notes));
      }
      Suspects suspects = new Suspects(table, importance, integers, seen);
      layers.addAll(suspects.layers());
      inputs.addAll(suspects.inputs());
      if (!options.wholeModel()) {
        findings.addAll(FindingRules.look(suspects.all()));
      }
    }
    if (layers.isEmpty()) {
      throw new OctetException(
              ErrorCode.NOT_TWINS, "nothing that the float model computes is quantized in it")
          .advise("there is nothing to compare: give a quantized model");
    }
    findings.sort(Finding.WORST_FIRST);
    return new Diagnosis(
        layers, inputs, figures.values(), Comparison.names(options), data.size(), notes, findings);
  }

  private void tell(AtomicLong done) {
    progress.accept(done.incrementAndGet());
  }

  private static int graph(Model model, @Nullable String signature) {
    return signature == null
        ? 0
        : model
            .signature(signature)
            .map(Signature::graph)
            .orElseThrow(
                () ->
                    new OctetException(
                        ErrorCode.USAGE, "the model has no signature '" + signature + "'"));
  }

  private static Place place(
      Watched watched,
      int graph,
      @Nullable String signature,
      List<Tensor> numbered,
      NodeNames names) {
    Compared compared = watched.compared();
    Node node = compared.pair().original();
    Tensor input = node.input(0);
    Tensor original = compared.isInput() && input != null ? input : node.output(compared.output());
    return new Place(
        compared.pair().original().op(),
        graph,
        signature,
        compared.pair().original(),
        compared.pair().quantized(),
        compared.output(),
        numbered.indexOf(compared.actual()),
        original.name(),
        compared.actual().quantization() instanceof PerTensor p ? p : null,
        compared.isInput() ? "" : names.pattern(compared.pair().original()));
  }

  private LayerStatistics statistics(
      Place place, LayerTally tally, Importance importance, List<String> notes) {
    List<String> names = Suspects.isInput(place) ? List.of() : Comparison.names(options);
    tally.tell(names, place.tensorName(), notes);
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
