package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
final class GraphProbe {
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

  /** A vector that says that nothing was seen. */
  Tensor nothing() {
    var nothing = new float[ROWS * tensors.size()];
    Arrays.fill(nothing, Float.NEGATIVE_INFINITY);
    return Tensor.of(
        "nothing", ElementType.FLOAT32, Shape.of(nothing.length), Constant.of(nothing));
  }

  /** A vector made by a node, or given to a graph. */
  Tensor vector(String name) {
    return Tensor.of(name, ElementType.FLOAT32, Shape.of(ROWS * tensors.size()));
  }

  /** Adds nodes that take the values of the tensors in. */
  Tensor widen(Tensor seen, List<Node> nodes) {
    var low = new ArrayList<Tensor>();
    var high = new ArrayList<Tensor>();
    var nan = new ArrayList<Tensor>();
    for (Tensor tensor : tensors) {
      Tensor values = hasAxes(tensor) ? tensor : flat(tensor, nodes);
      low.add(reduced("REDUCE_MIN", values, ElementType.FLOAT32, nodes));
      high.add(reduced("REDUCE_MAX", values, ElementType.FLOAT32, nodes));
      nan.add(nan(values, nodes));
    }
    Tensor lowest = add("NEG", null, List.of(pack(low, nodes)), column("low"), nodes);
    Tensor now =
        add(
            "CONCATENATION",
            Attributes.of("ConcatenationOptions"),
            List.of(lowest, pack(high, nodes), pack(nan, nodes)),
            vector("now"),
            nodes);
    return maximum(seen, now, nodes);
  }

  /**
   * Adds a node that hands a vector on as it is. (A loop of LiteRT forgets what its body gives back
   * untouched.)
   */
  Tensor passOn(Tensor seen, List<Node> nodes) {
    return maximum(seen, nothing(), nodes);
  }

  private Tensor maximum(Tensor seen, Tensor now, List<Node> nodes) {
    Attributes options = Attributes.of("MaximumMinimumOptions");
    return add("MAXIMUM", options, List.of(seen, now), vector("wider"), nodes);
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

  private static boolean hasAxes(Tensor tensor) {
    return tensor.shape().isRanked() && tensor.shape().rank() > 0;
  }

  /** A scalar, or a tensor whose rank shows only as it runs, as a vector. */
  private static Tensor flat(Tensor tensor, List<Node> nodes) {
    Tensor all = Tensor.of("all", ElementType.INT32, Shape.of(1), Constant.of(-1));
    Shape shape = Shape.of(new int[] {1}, new int[] {tensor.shape().isRanked() ? 1 : -1});
    return add(
        "RESHAPE",
        null,
        List.of(tensor, all),
        Tensor.of("flat", ElementType.FLOAT32, shape),
        nodes);
  }

  private static Tensor nan(Tensor values, List<Node> nodes) {
    Tensor unequal = Tensor.of("unequal", ElementType.BOOL, values.shape());
    add("NOT_EQUAL", Attributes.of("NotEqualOptions"), List.of(values, values), unequal, nodes);
    Tensor any = reduced("REDUCE_ANY", unequal, ElementType.BOOL, nodes);
    return add(
        "CAST",
        Attributes.of("CastOptions").with("in_data_type", "BOOL"),
        List.of(any),
        Tensor.of("nan", ElementType.FLOAT32, Shape.of()),
        nodes);
  }

  private static Tensor reduced(String op, Tensor values, ElementType type, List<Node> nodes) {
    int[] axes = IntStream.range(0, values.shape().rank()).toArray();
    return add(
        op,
        Attributes.of("ReducerOptions"),
        List.of(
            values, Tensor.of("axes", ElementType.INT32, Shape.of(axes.length), Constant.of(axes))),
        Tensor.of("reduced", type, Shape.of()),
        nodes);
  }

  private Tensor pack(List<Tensor> scalars, List<Node> nodes) {
    return add(
        "PACK",
        Attributes.of("PackOptions").with("values_count", scalars.size()),
        scalars,
        column("column"),
        nodes);
  }

  private Tensor column(String name) {
    return Tensor.of(name, ElementType.FLOAT32, Shape.of(tensors.size()));
  }

  private static Tensor add(
      String op,
      @Nullable Attributes options,
      List<Tensor> inputs,
      Tensor output,
      List<Node> nodes) {
    nodes.add(new Node(Operation.builtin(op, options), new ArrayList<>(inputs), List.of(output)));
    return output;
  }
}
