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
 * comes the first sum of all outputs (see {@link ComparedInBody}), then the second, …; the last row
 * is that of the largest differences. Sums are float32, as the runtime's SUM.
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

  /** The rows that are added up: what {@link ComparedInBody} gives but for the last. */
  private static final int ADDED = 7;

  private static final int ROWS = ADDED + 1;

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
    return ROWS * compared.size();
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
    for (int r = 0; r < ROWS; r++) {
      int row = r;
      rows.add(nodes.pack(scalars.stream().map(s -> s.get(row)).toList()));
    }
    int added = ADDED * compared.size();
    Tensor now =
        nodes.joined(
            ProbeNodes.vector("now", added), rows.subList(0, ADDED).toArray(Tensor[]::new));
    Tensor sums = sum(nodes, ProbeNodes.vector("sums", added), part(nodes, seen, 0, added), now);
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
    int columns = Math.toIntExact(seen.byteSize() / (ROWS * Float.BYTES));
    var of = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      of[row] = seen.getAtIndex(Constant.F32, (long) row * columns + column);
    }
    return of[0] == 0
        ? null
        : new SampleSums((long) of[0], of[1], of[2], of[7], of[3], of[4], of[5], 0, (long) of[6]);
  }
}
