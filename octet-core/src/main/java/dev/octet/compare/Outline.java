package dev.octet.compare;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.Footprint;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;

/**
 * A layer, without its name, as far as it takes to tell it from its neighbours.
 *
 * @param op its kind
 * @param shapes of its outputs
 * @param constants the shapes of what it reads of that kind
 * @param options of the op, as text
 * @param start a checksum over the start of its largest constant
 */
record Outline(Node node, String op, String shapes, String constants, String options, long start) {
  private static final long MOST = 4096;

  /** An order that does not depend on which model comes first. */
  static final Comparator<Outline> ORDER =
      Comparator.comparing(Outline::op)
          .thenComparing(Outline::shapes)
          .thenComparing(Outline::constants)
          .thenComparing(Outline::options)
          .thenComparingLong(Outline::start);

  static Outline of(GraphView graph, Node node) {
    List<Tensor> constants = graph.constants(node);
    Attributes options = node.operation().options();
    return new Outline(
        node,
        NodeMatching.opOf(node),
        shapes(node.outputs()),
        shapes(constants),
        options == null ? "" : options.toString(),
        constants.stream()
            .max(Comparator.comparingLong(Footprint::bytes))
            .map(Outline::start)
            .orElse(0L));
  }

  private static String shapes(List<Tensor> tensors) {
    return tensors.stream().map(t -> Arrays.toString(t.shape().dims())).toList().toString();
  }

  private static long start(Tensor constant) {
    Constant data = Objects.requireNonNull(constant.data());
    MemorySegment bytes = MemorySegment.ofArray(new byte[(int) Math.min(MOST, data.byteSize())]);
    data.read(0, bytes);
    var sum = new CRC32();
    sum.update(bytes.toArray(ValueLayout.JAVA_BYTE));
    return sum.getValue();
  }

  /** How much two layers have in common; 0 for layers of different kinds. */
  int likeness(Outline other) {
    if (!op.equals(other.op)) {
      return 0;
    }
    int likeness = 1;
    likeness += shapes.equals(other.shapes) ? 2 : 0;
    likeness += constants.equals(other.constants) ? 2 : 0;
    likeness += options.equals(other.options) ? 1 : 0;
    return likeness + (start == other.start ? 3 : 0);
  }
}
