package dev.octet.debug;

import dev.octet.debug.CombinedGraph.Compared;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Looks at compared outputs after each run of an engine. Not for several threads at once. */
final class Comparison {
  private final Engine engine;
  private final DebugOptions options;
  private final List<Watched> watched;
  private final List<LayerTally> tallies = new ArrayList<>();
  private final Reals reference = new Reals();
  private final Reals actual = new Reals();

  /**
   * Outputs to compare, with the places of their tensors in the combined graph.
   *
   * @param reference the place of the float tensor
   * @param actual the place of the quantized one
   */
  record Watched(Compared compared, int reference, int actual) {
    PerTensor quantization() {
      return compared.actual().quantization() instanceof PerTensor p ? p : new PerTensor(1, 0);
    }

    private boolean isInteger() {
      return compared.actual().quantization() instanceof PerTensor;
    }
  }

  Comparison(Engine engine, DebugOptions options, List<Watched> watched) {
    this.engine = engine;
    this.options = options;
    this.watched = watched;
    startAnew();
  }

  /** What was seen since the last time. */
  List<LayerTally> take() {
    List<LayerTally> seen = List.copyOf(tallies);
    startAnew();
    return seen;
  }

  private void startAnew() {
    tallies.clear();
    watched.forEach(_ -> tallies.add(new LayerTally(names(options).size())));
  }

  /** The names of the metrics of layers that were asked for. */
  static List<String> names(DebugOptions options) {
    var names = new ArrayList<>(options.differenceMetrics().keySet());
    names.addAll(options.outputMetrics().keySet());
    return names;
  }

  /** To be called after each run. */
  void look(long sample) {
    for (int i = 0; i < watched.size(); i++) {
      Watched pair = watched.get(i);
      MemorySegment before = engine.tap(pair.reference());
      MemorySegment after = engine.tap(pair.actual());
      if (before != null && after != null) {
        look(pair, before, after, tallies.get(i), sample);
      }
    }
  }

  private void look(
      Watched pair, MemorySegment before, MemorySegment after, LayerTally tally, long sample) {
    Tensor quantized = pair.compared().actual();
    PerTensor parameters = pair.quantization();
    int count = reference.read(before, ElementType.FLOAT32, null);
    int actualCount = actual.read(after, quantized.type(), pair.isInteger() ? parameters : null);
    if (count != actualCount) {
      throw new OctetException(
              ErrorCode.NOT_TWINS,
              "'%s' has %d elements, in the float model %d: the models are no twins"
                  .formatted(quantized.name(), actualCount, count))
          .in("sample " + sample);
    }
    int[] dims = engine.tensor(pair.actual()).shape().dims();
    int channels = dims.length == 0 ? 1 : Math.max(1, dims[dims.length - 1]);
    tally.add(reference.values(), actual.values(), count, channels, low(pair), high(pair));
    if (!names(options).isEmpty() && !pair.compared().isInput()) {
      addCustom(pair, count, tally, sample);
    }
  }

  private static float low(Watched pair) {
    return pair.isInteger() ? end(pair, smallest(pair.compared().actual().type()), -0.5f) : -1 / 0f;
  }

  private static float high(Watched pair) {
    return pair.isInteger() ? end(pair, largest(pair.compared().actual().type()), 0.5f) : 1 / 0f;
  }

  private static float end(Watched pair, long integer, float step) {
    PerTensor parameters = pair.quantization();
    return (integer - parameters.zeroPoint() + step) * parameters.scale();
  }

  private static long smallest(ElementType type) {
    return type == ElementType.UINT8 ? 0 : -(1L << (type.bits() - 1));
  }

  private static long largest(ElementType type) {
    return smallest(type) + (1L << type.bits()) - 1;
  }

  private void addCustom(Watched pair, int count, LayerTally tally, long sample) {
    float[] before = Arrays.copyOf(reference.values(), count);
    float[] after = Arrays.copyOf(actual.values(), count);
    var difference = new float[count];
    for (int i = 0; i < count; i++) {
      difference[i] = after[i] - before[i];
    }
    PerTensor parameters = pair.quantization();
    var integers = new float[count];
    for (int i = 0; i < count; i++) {
      integers[i] =
          pair.isInteger()
              ? Math.round(after[i] / parameters.scale()) + parameters.zeroPoint()
              : after[i];
    }
    int metric = 0;
    metric =
        addAll(options.differenceMetrics(), m -> m.of(difference), metric, tally, pair, sample);
    addAll(
        options.outputMetrics(),
        m -> m.of(before, integers, parameters.scale(), parameters.zeroPoint()),
        metric,
        tally,
        pair,
        sample);
  }

  private static <M> int addAll(
      Map<String, M> metrics,
      ToDoubleFunction<M> figure,
      int first,
      LayerTally tally,
      Watched pair,
      long sample) {
    int next = first;
    for (Map.Entry<String, M> metric : metrics.entrySet()) {
      String where = "layer '" + pair.compared().actual().name() + "', sample " + sample;
      tally.addCustom(next++, figure(metric, figure, where));
    }
    return next;
  }

  /** What a metric says; what it throws is told with its name. */
  @SuppressWarnings("PMD.AvoidCatchingGenericException")
  static <M> double figure(Map.Entry<String, M> metric, ToDoubleFunction<M> figure, String where) {
    try {
      return figure.applyAsDouble(metric.getValue());
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      throw new OctetException(
              ErrorCode.PLUGIN, "metric '%s' fails: %s".formatted(metric.getKey(), e))
          .in(where)
          .advise("correct the metric, or leave it out")
          .because(e);
    }
  }
}
