package dev.octet.format.metadata;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * The least and the largest values that metadata gives for inputs and outputs, where those have
 * become integers: as integers, such as 0…255 for an image in uint8. Normalization is not touched:
 * it is about reals, for quantized models too (the schema's comment on {@code
 * NormalizationOptions}).
 */
public final class InterfaceStats {
  /** Metadata that shares so much that it unfolds to more numbers than this is no metadata. */
  private static final int MAX_VALUES = 1_000_000;

  private final Tables tables;
  private final MemorySegment bytes;

  /** What stands at each place of a number: the one to write. */
  private final Map<Long, Float> values = new HashMap<>();

  private boolean contradictory;
  private int visited;

  private InterfaceStats(MemorySegment bytes) {
    this.bytes = bytes;
    this.tables = new Tables(bytes);
  }

  /**
   * Brings the metadata of a model up to date.
   *
   * @param before the model it was true for, with as many graphs, inputs and outputs
   * @param notes told when that cannot be done
   */
  public static Model update(Model before, Model after, Consumer<String> notes) {
    for (Model.Metadata metadata : after.metadata()) {
      if (metadata.name().equals(ModelCard.METADATA) && hasChanged(before, after)) {
        var stats = new InterfaceStats(metadata.data().bytes());
        stats.collect(before, after);
        if (stats.isUsable()) {
          return after.withMetadata(metadata.name(), stats.written());
        }
        notes.accept(
            "metadata %s was left as it is (%s): its minima and maxima are those of floats"
                .formatted(
                    metadata.name(),
                    stats.contradictory
                        ? "it shares numbers that would now differ"
                        : "it is damaged"));
      }
    }
    return after;
  }

  private static boolean hasChanged(Model before, Model after) {
    for (int g = 0; g < before.graphs().size(); g++) {
      Graph old = before.graphs().get(g);
      Graph now = after.graphs().get(g);
      if (!types(old.inputs()).equals(types(now.inputs()))
          || !types(old.outputs()).equals(types(now.outputs()))) {
        return true;
      }
    }
    return false;
  }

  private static List<ElementType> types(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::type).toList();
  }

  private boolean isUsable() {
    return tables.is(ModelCard.IDENTIFIER) && !tables.isDamaged() && !contradictory;
  }

  private void collect(Model before, Model after) {
    long graphs = tables.child(tables.root(), Ids.MODEL_SUBGRAPHS);
    int n = Math.min(tables.length(graphs), before.graphs().size());
    for (int g = 0; g < n; g++) {
      long graph = tables.element(graphs, g);
      Graph old = before.graphs().get(g);
      Graph now = after.graphs().get(g);
      collect(tables.child(graph, Ids.SUBGRAPH_INPUTS), old.inputs(), now.inputs());
      collect(tables.child(graph, Ids.SUBGRAPH_OUTPUTS), old.outputs(), now.outputs());
    }
  }

  private void collect(long vector, List<Tensor> before, List<Tensor> after) {
    int n = Math.min(tables.length(vector), before.size());
    for (int i = 0; i < n; i++) {
      long stats = tables.child(tables.element(vector, i), Ids.TENSOR_STATS);
      DoubleUnaryOperator change = change(before.get(i), after.get(i));
      collect(tables.child(stats, Ids.STATS_MAX), change);
      collect(tables.child(stats, Ids.STATS_MIN), change);
    }
  }

  private static DoubleUnaryOperator change(Tensor before, Tensor after) {
    return before.type() == ElementType.FLOAT32
            && after.type().isInteger()
            && after.quantization() instanceof PerTensor(float scale, long zeroPoint)
        ? v -> quantize(v, scale, zeroPoint, after.type())
        : v -> v;
  }

  private static double quantize(double value, float scale, long zeroPoint, ElementType type) {
    double least = type == ElementType.UINT8 ? 0 : -Math.scalb(1.0, type.bits() - 1);
    double most = least + Math.scalb(1.0, type.bits()) - 1;
    double step = Math.rint(value / scale) + zeroPoint;
    return Double.isNaN(step) ? value : Math.clamp(step, least, most);
  }

  private void collect(long vector, DoubleUnaryOperator change) {
    int n = tables.length(vector);
    contradictory |= n > MAX_VALUES - visited;
    for (int i = 0; i < n && !contradictory; i++) {
      visited++;
      long place = tables.place(vector, i);
      float value = (float) change.applyAsDouble(bytes.get(Constant.F32, place));
      Float other = values.putIfAbsent(place, value);
      // tensors may share a vector, and then want different numbers in it
      contradictory = other != null && Float.compare(other, value) != 0;
    }
  }

  private Constant written() {
    MemorySegment copy = Arena.ofAuto().allocate(bytes.byteSize()).copyFrom(bytes);
    values.forEach((place, value) -> copy.set(Constant.F32, place, value));
    return Constant.stored(copy);
  }
}
