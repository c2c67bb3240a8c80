package dev.octet.calibrate;

import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Signature;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.plan.RangeMethod;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs samples through the float model and watches its activations.
 *
 * <p>Several engines run side by side, each with a thread and observers of its own, which are
 * merged in the end: memory does not grow with the number of samples, and the ranges do not depend
 * on how many threads there were.
 */
public final class Calibrator {
  private final OpTable table;
  private final int threads;
  private final LongConsumer progress;
  private final Function<Tensor, RangeMethod> methods;

  /**
   * A calibrator.
   *
   * @param threads how many engines run side by side, at least 1
   * @param progress told after each sample how many are done, from any thread
   */
  public Calibrator(OpTable table, int threads, LongConsumer progress) {
    this(table, threads, progress, _ -> new RangeMethod.MinMax());
  }

  private Calibrator(
      OpTable table, int threads, LongConsumer progress, Function<Tensor, RangeMethod> methods) {
    this.table = table;
    this.threads = threads;
    this.progress = progress;
    this.methods = methods;
  }

  /**
   * This with other methods than smallest and largest value.
   *
   * @param newMethods how the range of each activation is found; asked for activations of the model
   *     that are observed, not for those that hold nothing but values of another
   */
  public Calibrator withMethods(Function<Tensor, RangeMethod> newMethods) {
    return new Calibrator(table, threads, progress, newMethods);
  }

  /**
   * Observes a model.
   *
   * @param model a model without integer activations
   * @param bytes the same model as a file, in native memory
   * @param data its samples
   * @throws OctetException {@code BAD_DATA} for a sample that does not fit or from which NaN comes,
   *     {@code RUNTIME} if the model does not run
   */
  public Ranges calibrate(Model model, MemorySegment bytes, RepresentativeDataset data) {
    var observed = new HashMap<Tensor, Observer<?>>();
    var unusable = new HashMap<Tensor, String>();
    var notes = new ArrayList<String>();
    observe(model, bytes, data, observed, unusable);
    data.parts().forEach(part -> notes.addAll(SameInputs.notes(part)));
    Map<Tensor, Range> ranges = Twins.unite(model, table, ranges(observed, unusable));
    unusable.values().stream().sorted().forEach(notes::add);
    return new Ranges(model, table, ranges, methods, data.size(), notes);
  }

  /**
   * Counts the values of activations: of those whose ranges {@link #calibrate} finds, where all are
   * finite.
   *
   * @param model as for {@link #calibrate}
   * @param bytes as for {@link #calibrate}
   * @throws OctetException as {@link #calibrate}
   */
  public Map<Tensor, ValueCounts> count(
      Model model, MemorySegment bytes, RepresentativeDataset data) {
    var observed = new HashMap<Tensor, Observer<?>>();
    var unusable = new HashMap<Tensor, String>();
    withMethods(_ -> new RangeMethod.Percentile(100))
        .observe(model, bytes, data, observed, unusable);
    var counts = new HashMap<Tensor, ValueCounts>();
    observed.forEach(
        (tensor, observer) -> {
          if (observer instanceof HistogramObserver histogram
              && !observer.isEmpty()
              && !unusable.containsKey(tensor)) {
            counts.put(tensor, ValueCounts.of(histogram.distribution()));
          }
        });
    return counts;
  }

  private void observe(
      Model model,
      MemorySegment bytes,
      RepresentativeDataset data,
      Map<Tensor, Observer<?>> observed,
      Map<Tensor, String> unusable) {
    var done = new AtomicLong();
    for (Part part : data.parts()) {
      int graph = graph(model, part.signature());
      var probes = new BodyRanges(model, graph, this::watchedTensors);
      List<Watched> watched =
          watched(
              model.graphs().get(graph),
              probes.model().graphs().get(graph),
              Unread.of(model, graph));
      watched.addAll(probes.watched());
      MemorySegment probed = probes.watched().isEmpty() ? bytes : Tflite.bytes(probes.model());
      EngineOptions options =
          EngineOptions.standard().withTaps(true).withSignature(part.signature());
      var run =
          new CalibrationRun(
              () -> Engine.open(probed, options),
              part.samples(),
              watched,
              new Taps.Inner(probes.model().graphs().get(graph)),
              () -> progress.accept(done.incrementAndGet()));
      run.on(threads).into(watched, observed, unusable);
    }
  }

  private static Map<Tensor, Range> ranges(
      Map<Tensor, Observer<?>> observed, Map<Tensor, String> unusable) {
    var ranges = new HashMap<Tensor, Range>();
    observed.forEach(
        (tensor, observer) -> {
          if (observer.isEmpty() || unusable.containsKey(tensor)) {
            return;
          }
          Range range = observer.range();
          if (range.isQuantizable()) {
            ranges.put(tensor, range);
          } else {
            unusable.put(tensor, tooLarge(tensor, range));
          }
        });
    return ranges;
  }

  private static String tooLarge(Tensor tensor, Range range) {
    return "'%s' reaches %s: ops that need its range stay float"
        .formatted(tensor.name(), -range.min() > range.max() ? range.min() : range.max());
  }

  static int graph(Model model, @Nullable String signature) {
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

  /**
   * An activation to watch.
   *
   * @param tensor the activation
   * @param index of the tensor in the file that tells of it: itself, or what its graph's probe saw
   * @param column of the tensor among those that the probe saw; −1 for the tensor itself
   * @param method how its range is found
   */
  record Watched(Tensor tensor, int index, int column, RangeMethod method) {
    /** The values of the last run, or those that stand for them; null when there are none. */
    @Nullable MemorySegment values(Taps taps) {
      MemorySegment tap = taps.values(index);
      return tap == null || column < 0 ? tap : GraphProbe.values(tap, column);
    }
  }

  private List<Watched> watched(Graph graph, Graph probed, Map<Tensor, Tensor> unread) {
    Set<Tensor> wanted = new HashSet<>(watchedTensors(graph));
    wanted.addAll(states(graph));
    var watched = new ArrayList<Watched>();
    List<Tensor> tensors = probed.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      if (wanted.contains(tensor)) {
        Tensor source = unread.get(tensor);
        int index = source == null ? i : tensors.indexOf(source);
        watched.add(new Watched(tensor, index, -1, methods.apply(tensor)));
      }
    }
    return watched;
  }

  /** What is inside ops and must be known of their integer form. */
  private Set<Tensor> states(Graph graph) {
    return graph.nodes().stream()
        .flatMap(n -> table.find(n).stream().flatMap(row -> row.inner(n).stream()))
        .filter(t -> t.type() == ElementType.FLOAT32)
        .collect(Collectors.toSet());
  }

  /** Every float activation, but for those that hold nothing but values of another. */
  private List<Tensor> watchedTensors(Graph graph) {
    Set<Tensor> moved = new HashSet<>();
    for (Node node : graph.nodes()) {
      if (Ranges.movesValues(table, node)) {
        moved.addAll(node.outputs());
      }
    }
    return graph.tensors().stream()
        .filter(t -> t.type() == ElementType.FLOAT32 && !t.isConstant() && !t.isVariable())
        .filter(t -> !moved.contains(t))
        .toList();
  }
}
