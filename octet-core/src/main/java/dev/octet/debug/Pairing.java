package dev.octet.debug;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each op of a float graph the op of a quantized graph that does the same: one of the
 * same kind that reads the same values, seen through QUANTIZE and DEQUANTIZE. Of several such ops
 * it is the one with the same weights, the same name, or the first. Where no op reads the same
 * values, one of the same kind whose output has the same name will do; and where the graphs have
 * several ops on one side for one on the other, what leads from the same values to an output of the
 * same name.
 */
final class Pairing {
  private final Graph original;
  private final Graph graph;
  private final Origins floats;
  private final Origins quantized;
  private final QuantizedOps wereQuantized;
  private final Partners partners;
  private final Map<Tensor, Node> makers;
  private final Map<Tensor, Tensor> values = new HashMap<>();
  private final Map<Node, Pair> pairs = new LinkedHashMap<>();

  private Pairing(Graph original, Graph graph) {
    this.original = original;
    this.graph = graph;
    this.floats = new Origins(original);
    this.quantized = new Origins(graph);
    this.wereQuantized = new QuantizedOps(floats);
    this.partners = new Partners(graph, quantized);
    this.makers = original.producers();
    for (int i = 0; i < original.inputs().size(); i++) {
      values.put(original.inputs().get(i), graph.inputs().get(i));
    }
  }

  /**
   * The pairs of two graphs, in the order of the float graph.
   *
   * @param quantized with as many inputs and outputs as the float graph, in its order
   */
  static Pairs of(Graph original, Graph quantized) {
    var pairing = new Pairing(original, quantized);
    original.nodes().stream().filter(n -> !Origins.isBorder(n)).forEach(pairing::pair);
    return pairing.pairs();
  }

  private Pairs pairs() {
    var ops = new QuantizedOps(quantized);
    Set<Node> wereSo =
        pairs.values().stream()
            .filter(p -> wereQuantized.contains(p.original()))
            .map(Pair::quantized)
            .collect(Collectors.toSet());
    List<Node> all =
        graph.nodes().stream().filter(n -> ops.contains(n) && !wereSo.contains(n)).toList();
    return new Pairs(
        List.copyOf(pairs.values()),
        all.stream().filter(n -> !partners.isTaken(n)).toList(),
        floats,
        quantized,
        all.size());
  }

  private void pair(Node node) {
    Optional<Node> partner = partners.of(node, floats, n -> readsSame(node, n));
    if (partner.isPresent()) {
      takeOver(node, partner.get());
      partners.take(partner.get());
      addSimilar(node, partner.get());
      for (int i = 0; i < node.outputs().size(); i++) {
        values.put(node.output(i), partner.get().output(i));
      }
    } else {
      node.outputs().forEach(o -> pairByName(node, o));
    }
  }

  /** A node behind those that make what the quantized op reads in another way: constants, sizes. */
  private void addSimilar(Node node, Node partner) {
    Region.of(node, t -> !floats.isFixed(t) && values.containsKey(floats.of(t)), makers::get)
        .ifPresentOrElse(
            r -> add(List.copyOf(r.nodes()), partner, fed(r.reads(), node, partner)),
            () -> add(List.of(node), partner, Map.of()));
  }

  private void add(List<Node> nodes, Node partner, Map<Tensor, Tensor> fed) {
    Node last = nodes.getLast();
    boolean makesDifference =
        !wereQuantized.contains(last)
            && (givesIntegers(last, partner)
                || !last.op().equals(partner.op())
                || readsOtherWeights(last, partner));
    pairs.put(last, new Pair(nodes, partner, fed, makesDifference));
  }

  private static boolean givesIntegers(Node node, Node partner) {
    for (int i = 0; i < node.outputs().size(); i++) {
      if (node.output(i).type() == ElementType.FLOAT32
          && partner.output(i).type() != ElementType.FLOAT32) {
        return true;
      }
    }
    return false;
  }

  private boolean readsOtherWeights(Node node, Node partner) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      Tensor after = partner.input(i);
      if (before != null
          && after != null
          && floats.of(before).isConstant()
          && floats.of(before).type() == ElementType.FLOAT32
          && quantized.of(after).type() != ElementType.FLOAT32) {
        return true;
      }
    }
    return false;
  }

  /** A namesake tells what its inputs are called in the float graph. */
  private void takeOver(Node node, Node partner) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      Tensor after = partner.input(i);
      if (after != null
          && before != null
          && !floats.isFixed(before)
          && !quantized.isFixed(after)
          && Shapes.agree(before.shape(), after.shape())) {
        values.putIfAbsent(floats.of(before), quantized.of(after));
      }
    }
  }

  /** What another op, or several in its place, made of an output. */
  private void pairByName(Node node, Tensor output) {
    Tensor same = named(output);
    Node last = same == null ? null : partners.maker(same);
    if (same == null || last == null) {
      return;
    }
    if (node.outputs().size() == 1 && last.outputs().size() == 1) {
      pairRegions(node, last);
    }
    values.put(output, same);
  }

  private @Nullable Tensor named(Tensor output) {
    Tensor named = partners.named(output);
    int place = original.outputs().indexOf(output);
    if (named != null || place < 0) {
      return named;
    }
    Tensor result = quantized.of(graph.outputs().get(place));
    Node maker = partners.maker(result);
    boolean isFree =
        maker != null && !partners.isTaken(maker) && Shapes.agree(result.shape(), output.shape());
    return isFree ? result : null;
  }

  private void pairRegions(Node node, Node last) {
    Optional<Region> before = Region.of(node, t -> values.containsKey(floats.of(t)), makers::get);
    Set<Tensor> known = Set.copyOf(values.values());
    Optional<Region> after = Region.of(last, t -> known.contains(quantized.of(t)), partners::maker);
    if (before.isEmpty() || after.isEmpty() || (before.get().ops() > 1 && after.get().ops() > 1)) {
      return;
    }
    var fed = new LinkedHashMap<Tensor, Tensor>();
    before.get().reads().forEach(t -> fed.put(t, Objects.requireNonNull(values.get(floats.of(t)))));
    Set<Tensor> read = after.get().reads().stream().map(quantized::of).collect(Collectors.toSet());
    if (read.equals(Set.copyOf(fed.values()))) {
      after.get().nodes().forEach(partners::take);
      add(List.copyOf(before.get().nodes()), last, fed);
    }
  }

  private boolean readsSame(Node node, Node other) {
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor before = node.input(i);
      Tensor after = other.input(i);
      if (before != null && (after == null || !isSame(before, after))) {
        return false;
      }
    }
    return true;
  }

  /** One model may compute a size that the other knows. */
  private boolean isSame(Tensor before, Tensor after) {
    boolean fixed = floats.isFixed(before);
    return fixed == quantized.isFixed(after)
        ? fixed || quantized.of(after).equals(values.get(floats.of(before)))
        : isSize(before) && isSize(after);
  }

  private static boolean isSize(Tensor tensor) {
    return (tensor.type() == ElementType.INT32 || tensor.type() == ElementType.INT64)
        && tensor.quantization() == null;
  }

  /** The tensors that feed the twin: those that the quantized op reads, where it reads the same. */
  private Map<Tensor, Tensor> fed(Set<Tensor> reads, Node node, Node partner) {
    var fed = new LinkedHashMap<Tensor, Tensor>();
    for (Tensor before : reads) {
      Tensor same = Objects.requireNonNull(values.get(floats.of(before)));
      int place = node.inputs().indexOf(before);
      Tensor read = place < 0 ? null : partner.input(place);
      fed.put(before, read != null && quantized.of(read).equals(same) ? read : same);
    }
    return fed;
  }
}
