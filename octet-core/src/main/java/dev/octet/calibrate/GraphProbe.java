package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What notes the values of a graph's tensors: a vector that holds for each tensor minus its
 * smallest value, its largest, and whether one is NaN (1) or none is (0). First come the smallest
 * of all tensors, then the largest, then the NaNs; one MAXIMUM widens them all.
 *
 * <pre>{@code
 * %low = NEG(PACK(REDUCE_MIN(%t), …))
 * %high = PACK(REDUCE_MAX(%t), …)
 * %nan = PACK(CAST(REDUCE_ANY(NOT_EQUAL(%t, %t))), …)
 * %wider = MAXIMUM(%seen, CONCATENATION(%low, %high, %nan))
 * }</pre>
 */
final class GraphProbe implements BodyProbe {
  /** What is noted of each tensor. */
  private static final int ROWS = 3;

  private final List<Tensor> tensors;

  /** A probe for tensors of a graph, float ones, at least one. */
  GraphProbe(List<Tensor> tensors) {
    this.tensors = List.copyOf(tensors);
  }

  List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public Tensor nothing() {
    var nothing = new float[ROWS * tensors.size()];
    Arrays.fill(nothing, Float.NEGATIVE_INFINITY);
    return Tensor.of(
        "nothing", ElementType.FLOAT32, Shape.of(nothing.length), Constant.of(nothing));
  }

  @Override
  public Tensor vector(String name) {
    return ProbeNodes.vector(name, ROWS * tensors.size());
  }

  @Override
  public Tensor widen(Tensor seen, List<Node> list) {
    var nodes = new ProbeNodes(list);
    var low = new ArrayList<Tensor>();
    var high = new ArrayList<Tensor>();
    var nan = new ArrayList<Tensor>();
    for (Tensor tensor : tensors) {
      Tensor values = nodes.withAxes(tensor);
      low.add(nodes.reduced("REDUCE_MIN", values));
      high.add(nodes.reduced("REDUCE_MAX", values));
      nan.add(nan(values, nodes));
    }
    Tensor lowest = ProbeNodes.vector("low", tensors.size());
    nodes.add("NEG", null, lowest, nodes.pack(low));
    Tensor now = nodes.joined(vector("now"), lowest, nodes.pack(high), nodes.pack(nan));
    return nodes.maximum(vector("wider"), seen, now);
  }

  @Override
  public Tensor passOn(Tensor seen, List<Node> nodes) {
    return new ProbeNodes(nodes).maximum(vector("wider"), seen, nothing());
  }

  private static Tensor nan(Tensor values, ProbeNodes nodes) {
    Tensor unequal = Tensor.of("unequal", ElementType.BOOL, values.shape());
    nodes.add("NOT_EQUAL", Attributes.of("NotEqualOptions"), unequal, values, values);
    return nodes.ones(nodes.reduced("REDUCE_ANY", unequal), "nan");
  }

  /**
   * Values that stand for those a tensor took in a run: its smallest and its largest, or NaN.
   *
   * @param seen the vector after the run
   * @return null if the graph did not run, or the tensor was always empty
   */
  static @Nullable MemorySegment values(MemorySegment seen, int column) {
    long columns = seen.byteSize() / (ROWS * Float.BYTES);
    float min = 0 - seen.getAtIndex(Constant.F32, column);
    float max = seen.getAtIndex(Constant.F32, columns + column);
    if (seen.getAtIndex(Constant.F32, 2 * columns + column) > 0) {
      return MemorySegment.ofArray(new float[] {Float.NaN});
    }
    return min <= max ? MemorySegment.ofArray(new float[] {min, max}) : null;
  }
}
