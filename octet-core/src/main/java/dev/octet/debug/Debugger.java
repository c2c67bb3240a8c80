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
 * <p>The two are joined to one model that the engine runs (see {@link TwinModel}). The result
 * does not depend on the number of threads, and memory does not grow with the number of samples.
 */
public final class Debugger {
  private final DebugOptions options;
  private final int threads;
  private final LongConsumer progress;
  private final TwinCheck twins = new TwinCheck(OpTable.standard());

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
    var notes = new Notes();
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      Alignment way = Alignment.of(original, quantized, part.signature());
      requireFits(part, way.before());
      var pairs = new GraphPairs(original, way.before(), quantized, way.graph());
      twins.check(pairs);
      TwinModel joined =
          options.wholeModel()
              ? TwinModel.whole(way, pairs, original, quantized)
              : TwinModel.layerByLayer(way, pairs, quantized);
      notes.addAll(pairs, options, joined);
      List<LayerTally> tallies = tallies(part, joined, () -> tell(done));
      for (int i = 0; i < joined.watched().size(); i++) {
        Place place = place(joined.watched().get(i), part.signature(), quantized);
        layers.add(statistics(place, tallies.get(i), notes));
      }
    }
    return new Diagnosis(
        layers, new LinkedHashMap<>(), Comparison.names(options), data.size(), notes.lines());
  }

  private List<LayerTally> tallies(Part part, TwinModel joined, Runnable sampleDone) {
    MemorySegment bytes = Tflite.bytes(joined.model());
    EngineOptions engine =
        EngineOptions.standard().withKernels(options.kernels()).withSignature(joined.signature());
    return new Chunks(part.samples().size())
        .run(
            threads, () -> new Lane(bytes, engine, options, part, joined.watched(), sampleDone))
            .stream()
            .reduce(Debugger::added)
            .orElseThrow();
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

  private void tell(AtomicLong done) {
    progress.accept(done.incrementAndGet());
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

  private LayerStatistics statistics(Place place, LayerTally tally, Notes notes) {
    List<String> names = Comparison.names(options);
    notes.add(place, names, tally);
    return new LayerStatistics(
        place, tally.difference(), tally.likeness(), tally.channels(), tally.custom(names));
  }
}
