package dev.octet.debug;

import dev.octet.calibrate.BodyProbe;
import dev.octet.calibrate.ProbeNodes;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ops of a graph that a loop or a branch runs with their float twins, inside that
 * graph: a vector that holds, for each compared output, sums over all that it held in a run. First
 * comes the first {@link Sum} of all outputs, then the second, …; the last row is that of the
 * largest differences. Sums are float32, as the runtime's SUM.
 *
 * <pre>{@code
 * %d = SUB(DEQUANTIZE(%actual), %reference)
 * %now = CONCATENATION(PACK(SUM(%d), …), PACK(SUM(MUL(%d, %d)), …), …)
 * %wider = CONCATENATION(ADD(SLICE(%seen), %now), MAXIMUM(SLICE(%seen), PACK(REDUCE_MAX(ABS(%d)))))
 * }</pre>
 */
final class BodySums implements BodyProbe {
  private final List<Node> twins;
  private final List<Compared> compared;

  /** What is noted of each output. */
  private enum Sum {
    COUNT,
    DIFFERENCE,
    SQUARES,
    ENERGY,
    PRODUCT,
    ACTUAL_ENERGY,
    SATURATED,
    LARGEST;

    static final int ADDED = LARGEST.ordinal();
  }

  /**
   * Sums of comparisons.
   *
   * @param twins the nodes that make the references
   * @param compared at least one
   */
  BodySums(List<Node> twins, List<Compared> compared) {
    this.twins = List.copyOf(twins);
    this.compared = List.copyOf(compared);
  }

  private int size() {
    return Sum.values().length * compared.size();
  }

  @Override
  public Tensor nothing() {
    return Tensor.of(
        "nothing", ElementType.FLOAT32, Shape.of(size()), Constant.of(new float[size()]));
  }

  @Override
  public Tensor vector(String name) {
    return ProbeNodes.vector(name, size());
  }

  @Override
  public Tensor passOn(Tensor seen, List<Node> nodes) {
    return sum(new ProbeNodes(nodes), vector("wider"), seen, nothing());
  }

  @Override
  public Tensor widen(Tensor seen, List<Node> list) {
    list.addAll(twins);
    var nodes = new ProbeNodes(list);
    var scalars = new ArrayList<List<Tensor>>();
    compared.forEach(c -> scalars.add(new ComparedInBody(c, nodes).scalars()));
    var rows = new ArrayList<Tensor>();
    for (Sum row : Sum.values()) {
      rows.add(nodes.pack(scalars.stream().map(s -> s.get(row.ordinal())).toList()));
    }
    int added = Sum.ADDED * compared.size();
    Tensor now =
        nodes.joined(
            ProbeNodes.vector("now", added), rows.subList(0, Sum.ADDED).toArray(Tensor[]::new));
    Tensor sums =
        sum(nodes, ProbeNodes.vector("sums", added), part(nodes, seen, 0, added), now);
    Tensor largest =
        nodes.maximum(
            ProbeNodes.vector("largest", compared.size()),
            part(nodes, seen, added, compared.size()),
            rows.getLast());
    return nodes.joined(vector("wider"), sums, largest);
  }

  private static Tensor sum(ProbeNodes nodes, Tensor output, Tensor first, Tensor second) {
    return nodes.add("ADD", Attributes.of("AddOptions"), output, first, second);
  }

  private static Tensor part(ProbeNodes nodes, Tensor vector, int from, int size) {
    Tensor begin = Tensor.of("from", ElementType.INT32, Shape.of(1), Constant.of(from));
    Tensor count = Tensor.of("size", ElementType.INT32, Shape.of(1), Constant.of(size));
    return nodes.add("SLICE", null, ProbeNodes.vector("part", size), vector, begin, count);
  }

  /**
   * What was noted in a run.
   *
   * @param seen the vector after it
   * @return null if the graph did not run, or the output was always empty
   */
  static @Nullable SampleSums sums(MemorySegment seen, int column) {
    long columns = seen.byteSize() / ((long) Sum.values().length * Float.BYTES);
    var of = new float[Sum.values().length];
    for (Sum row : Sum.values()) {
      of[row.ordinal()] = seen.getAtIndex(Constant.F32, row.ordinal() * columns + column);
    }
    return of[Sum.COUNT.ordinal()] == 0
        ? null
        : new SampleSums(
            (long) of[Sum.COUNT.ordinal()],
            of[Sum.DIFFERENCE.ordinal()],
            of[Sum.SQUARES.ordinal()],
            of[Sum.LARGEST.ordinal()],
            of[Sum.ENERGY.ordinal()],
            of[Sum.PRODUCT.ordinal()],
            of[Sum.ACTUAL_ENERGY.ordinal()],
            (long) of[Sum.SATURATED.ordinal()]);
  }
}
