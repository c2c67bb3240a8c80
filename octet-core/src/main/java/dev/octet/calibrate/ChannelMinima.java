package dev.octet.calibrate;

import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.data.Samples;
import dev.octet.error.OctetException;
import dev.octet.model.Constant;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.SideBySide;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * The smallest value of each channel (place in the last dimension) of activations, over samples.
 */
public final class ChannelMinima {
  private final Model model;
  private final MemorySegment bytes;
  private final Map<Graph, List<Tensor>> wanted;
  private final int threads;
  private final LongConsumer progress;

  /**
   * Sees a model run.
   *
   * @param bytes the same model as a file, in native memory
   * @param wanted the activations, by graph; those of graphs that no signature runs are not seen
   * @param threads how many engines run side by side
   * @param progress told after each sample how many are done, from any thread
   */
  public ChannelMinima(
      Model model,
      MemorySegment bytes,
      Map<Graph, List<Tensor>> wanted,
      int threads,
      LongConsumer progress) {
    this.model = model;
    this.bytes = bytes;
    this.wanted = wanted;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * The minima of activations that were seen.
   *
   * @throws OctetException {@code BAD_DATA} for samples that do not fit, {@code RUNTIME} if the
   *     model does not run
   */
  public Map<Tensor, float[]> over(RepresentativeDataset data) {
    var minima = new HashMap<Tensor, float[]>();
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      Graph graph = model.graphs().get(Calibrator.graph(model, part.signature()));
      List<Tensor> tensors = wanted.getOrDefault(graph, List.of());
      if (!tensors.isEmpty()) {
        SideBySide.run(
                threads, part.samples().size(), turns -> work(part, tensors, graph, turns, done))
            .forEach(
                seen -> seen.forEach((t, least) -> minima.merge(t, least, ChannelMinima::least)));
      }
    }
    return minima;
  }

  private Map<Tensor, float[]> work(
      Part part, List<Tensor> tensors, Graph graph, SideBySide.Turns turns, AtomicLong done) {
    var seen = new HashMap<Tensor, float[]>();
    EngineOptions options = EngineOptions.standard().withTaps(true).withSignature(part.signature());
    Samples samples = part.samples();
    List<Tensor> numbered = graph.tensors();
    try (Engine engine = Engine.open(bytes, options)) {
      var feed = new Feed(engine, samples);
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        feed.run(i);
        for (Tensor tensor : tensors) {
          MemorySegment values = engine.tap(numbered.indexOf(tensor));
          if (values != null) {
            observe(values, seen.computeIfAbsent(tensor, ChannelMinima::none));
          }
        }
        progress.accept(done.incrementAndGet());
      }
    }
    return seen;
  }

  private static float[] none(Tensor tensor) {
    var none = new float[tensor.shape().dim(-1)];
    Arrays.fill(none, Float.POSITIVE_INFINITY);
    return none;
  }

  /** A value that is no number exceeds nothing. */
  private static void observe(MemorySegment values, float[] least) {
    long count = values.byteSize() / Float.BYTES;
    for (long i = 0; i < count; i += least.length) {
      for (int c = 0; c < least.length; c++) {
        float value = values.getAtIndex(Constant.F32, i + c);
        least[c] = Math.min(least[c], value);
      }
    }
  }

  private static float[] least(float[] a, float[] b) {
    var least = new float[a.length];
    for (int i = 0; i < least.length; i++) {
      least[i] = Math.min(a[i], b[i]);
    }
    return least;
  }
}
