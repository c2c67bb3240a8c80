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
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.runtime.EngineOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
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
    var model = new ArrayList<Mean>();
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      int before = graph(original, part.signature());
      int after = graph(quantized, part.signature());
      Graph floats = original.graphs().get(before);
      Graph integers = quantized.graphs().get(after);
      List<Pair> pairs = Pairing.of(floats, integers);
      CombinedGraph combined =
          options.wholeModel()
              ? CombinedGraph.wholeModel(floats, integers, pairs)
              : CombinedGraph.layerByLayer(floats, integers, pairs);
      Map<Tensor, Integer> places = places(combined.graph());
      List<Watched> watched = watched(combined, places);
      EngineOptions engine =
          EngineOptions.standard()
              .withTaps(true)
              .withKernels(options.kernels())
              .withSignature(part.signature());
      boolean alone = !options.modelMetrics().isEmpty() && !options.wholeModel();
      var work =
          new Lane.Work(
              Tflite.bytes(combined.in(quantized, after)),
              alone ? Tflite.bytes(original) : null,
              engine,
              watched,
              outputs(combined, alone ? places(floats) : places, places, notes));
      Sums sums =
          new Chunks(part.samples().size())
              .run(threads, () -> new Lane(work, options, part, () -> tell(done))).stream()
                  .reduce(Sums::plus)
                  .orElseThrow();
      List<LayerTally> tallies = sums.layers();
      addTo(model, sums.model());
      List<Tensor> numbered = integers.tensors();
      var importance = Importance.of(floats, table);
      var seen = new ArrayList<LayerStatistics>();
      for (int i = 0; i < watched.size(); i++) {
        Place place = place(watched.get(i), after, part.signature(), numbered);
        seen.add(statistics(place, tallies.get(i), importance, notes));
      }
      Suspects suspects = new Suspects(table, importance, seen);
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
        notes,
        findings);
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

  private static Map<Tensor, Integer> places(Graph graph) {
    var places = new LinkedHashMap<Tensor, Integer>();
    for (Tensor tensor : graph.tensors()) {
      places.put(tensor, places.size());
    }
    return places;
  }

  private static List<Watched> watched(CombinedGraph combined, Map<Tensor, Integer> places) {
    return Stream.of(combined.compared(), combined.quantizedInputs())
        .flatMap(List::stream)
        .filter(c -> Reals.canRead(c.actual().type()))
        .map(c -> new Watched(c, place(places, c.reference()), place(places, c.actual())))
        .toList();
  }

  private static int place(Map<Tensor, Integer> places, Tensor tensor) {
    return places.getOrDefault(tensor, -1);
  }

  private List<OutputComparison.Output> outputs(
      CombinedGraph combined,
      Map<Tensor, Integer> floats,
      Map<Tensor, Integer> places,
      List<String> notes) {
    var outputs = new ArrayList<OutputComparison.Output>();
    for (CombinedGraph.Output output : combined.modelOutputs()) {
      if (Reals.canRead(output.reference().type()) && Reals.canRead(output.actual().type())) {
        outputs.add(
            new OutputComparison.Output(
                place(floats, output.reference()), place(places, output.actual())));
      } else if (!options.modelMetrics().isEmpty()) {
        notes.add(
            "output '%s' holds no numbers: no metric sees it".formatted(output.reference().name()));
      }
    }
    return outputs;
  }

  private static void addTo(List<Mean> model, List<Mean> part) {
    for (int i = 0; i < part.size(); i++) {
      if (model.size() == i) {
        model.add(new Mean());
      }
      model.get(i).add(part.get(i));
    }
  }

  private Map<String, Double> figures(List<Mean> means, List<String> notes) {
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

  private static Place place(
      Watched watched, int graph, @Nullable String signature, List<Tensor> numbered) {
    Compared compared = watched.compared();
    Tensor original = compared.pair().original().output(compared.output());
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
        original.name());
  }

  private LayerStatistics statistics(
      Place place, LayerTally tally, Importance importance, List<String> notes) {
    List<String> names = Suspects.isInput(place) ? List.of() : Comparison.names(options);
    for (int i = 0; i < names.size(); i++) {
      if (tally.leftOut(i) > 0) {
        notes.add(
            "metric '%s' of '%s' is no number for %d samples: they are left out of the mean"
                .formatted(names.get(i), place.tensorName(), tally.leftOut(i)));
      }
    }
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
