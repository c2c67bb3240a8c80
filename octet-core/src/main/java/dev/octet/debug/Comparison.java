package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Looks at compared outputs after each run of an engine. Not for several threads at once. */
final class Comparison {
  private final Engine engine;
  private final DebugOptions options;
  private final List<Watched> watched;
  private final List<LayerTally> tallies = new ArrayList<>();
  private final Reals reference = new Reals();
  private final Reals actual = new Reals();
  private final ChannelSums sums = new ChannelSums();
  private final boolean hasCustom;

  Comparison(Engine engine, DebugOptions options, List<Watched> watched) {
    this.engine = engine;
    this.options = options;
    this.watched = watched;
    this.hasCustom = !names(options).isEmpty();
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
      if (pair.isInBody()) {
        SampleSums inBody = BodySums.sums(engine.output(pair.place()), pair.column());
        if (inBody != null) {
          tallies.get(i).add(inBody, sample);
        }
      } else {
        look(pair, tallies.get(i), sample);
      }
    }
  }

  private void look(Watched pair, LayerTally tally, long sample) {
    Tensor quantized = pair.compared().actual();
    int count = reference.read(engine.output(pair.place()), ElementType.FLOAT32, null);
    int actualCount =
        actual.read(engine.output(pair.place() + 1), quantized.type(), parameters(quantized));
    if (count != actualCount) {
      throw new OctetException(
              ErrorCode.NOT_TWINS,
              "'%s' has %d elements, in the float model %d: the models are no twins"
                  .formatted(quantized.name(), actualCount, count))
          .in("sample " + sample);
    }
    sums.take(reference.values(), actual.values(), count, channels(pair, count));
    if (tally.add(sums.total(reference.values(), Limits.of(quantized)), sample)) {
      tally.addChannels(sums);
      if (hasCustom && !pair.compared().isInput()) {
        addCustom(pair, count, tally, sample);
      }
    }
  }

  private int channels(Watched pair, int count) {
    Shape stated = pair.compared().actual().shape();
    boolean holds = !stated.isDynamic() && stated.elements() == count;
    Shape shape = holds ? stated : engine.outputs().get(pair.place() + 1).shape();
    return shape.rank() == 0 ? 1 : Math.max(1, shape.dim(-1));
  }

  private static @Nullable PerTensor parameters(Tensor tensor) {
    return tensor.quantization() instanceof PerTensor p ? p : null;
  }

  private void addCustom(Watched pair, int count, LayerTally tally, long sample) {
    float[] before = Arrays.copyOf(reference.values(), count);
    float[] after = Arrays.copyOf(actual.values(), count);
    var difference = new float[count];
    for (int i = 0; i < count; i++) {
      difference[i] = after[i] - before[i];
    }
    PerTensor known = parameters(pair.compared().actual());
    PerTensor parameters = known == null ? new PerTensor(1, 0) : known;
    var integers = new float[count];
    for (int i = 0; i < count; i++) {
      integers[i] =
          known != null
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
      String where = "layer '" + pair.compared().name() + "', sample " + sample;
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
