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
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    var notes = new ArrayList<String>();
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
      List<Watched> watched = watched(combined);
      MemorySegment bytes = Tflite.bytes(combined.in(quantized, after));
      EngineOptions engine =
          EngineOptions.standard()
              .withTaps(true)
              .withKernels(options.kernels())
              .withSignature(part.signature());
      List<LayerTally> tallies =
          new Chunks(part.samples().size())
                  .run(
                      threads,
                      () -> new Lane(bytes, engine, options, part, watched, () -> tell(done)))
                  .stream()
                  .reduce(Debugger::added)
                  .orElseThrow();
      List<Tensor> numbered = integers.tensors();
      for (int i = 0; i < watched.size(); i++) {
        layers.add(
            statistics(
                place(watched.get(i), after, part.signature(), numbered), tallies.get(i), notes));
      }
    }
    return new Diagnosis(
        layers, new LinkedHashMap<>(), Comparison.names(options), data.size(), notes);
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

  private static List<Watched> watched(CombinedGraph combined) {
    var places = new LinkedHashMap<Tensor, Integer>();
    for (Tensor tensor : combined.graph().tensors()) {
      places.put(tensor, places.size());
    }
    return combined.compared().stream()
        .filter(c -> Reals.canRead(c.actual().type()))
        .map(c -> new Watched(c, place(places, c.reference()), place(places, c.actual())))
        .toList();
  }

  private static int place(LinkedHashMap<Tensor, Integer> places, Tensor tensor) {
    return places.getOrDefault(tensor, -1);
  }

  /** An engine with what looks at it. */
  private static final class Lane implements Chunks.Worker<List<LayerTally>> {
    private final Engine engine;
    private final Feed feed;
    private final Comparison comparison;
    private final Runnable sampleDone;

    Lane(
        MemorySegment bytes,
        EngineOptions options,
        DebugOptions debug,
        Part part,
        List<Watched> watched,
        Runnable sampleDone) {
      this.engine = Engine.open(bytes, options);
      this.feed = new Feed(engine, part.samples());
      this.comparison = new Comparison(engine, debug, watched);
      this.sampleDone = sampleDone;
    }

    @Override
    public List<LayerTally> work(Chunks.Chunk chunk) {
      for (long i = chunk.from(); i < chunk.to(); i++) {
        feed.run(i);
        comparison.look(i);
        sampleDone.run();
      }
      return comparison.take();
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private static List<LayerTally> added(List<LayerTally> first, List<LayerTally> second) {
    for (int i = 0; i < first.size(); i++) {
      first.get(i).add(second.get(i));
    }
    return first;
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

  private LayerStatistics statistics(Place place, LayerTally tally, List<String> notes) {
    List<String> names = Comparison.names(options);
    for (int i = 0; i < names.size(); i++) {
      if (tally.leftOut(i) > 0) {
        notes.add(
            "metric '%s' of '%s' is no number for %d samples: they are left out of the mean"
                .formatted(names.get(i), place.tensorName(), tally.leftOut(i)));
      }
    }
    return new LayerStatistics(
        place, tally.difference(), tally.likeness(), tally.channels(), tally.custom(names));
  }
}
