package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Whether a quantized model was made from a float one, as far as the two tell. */
final class TwinCheck {
  private static final int NAMED = 3;

  private final OpTable table;

  TwinCheck(OpTable table) {
    this.table = table;
  }

  /**
   * Checks that there is something to compare.
   *
   * @throws OctetException {@code NOT_TWINS} for a model without quantization
   */
  static void requireQuantized(Model quantized) {
    boolean none =
        quantized.graphs().stream()
            .allMatch(
                g -> {
                  var ops = new QuantizedOps(new Origins(g));
                  return g.nodes().stream().noneMatch(ops::contains);
                });
    if (none) {
      throw new OctetException(ErrorCode.NOT_TWINS, "nothing in the quantized model is quantized")
          .advise("give a float model and one that was quantized from it, in this order");
    }
  }

  /**
   * Checks what pairing found.
   *
   * @throws OctetException {@code NOT_TWINS} if less than half of the quantized ops have a twin, or
   *     one with other weights
   */
  void check(GraphPairs pairs) {
    int all = pairs.all().stream().mapToInt(Pairs::quantizedOps).sum();
    List<Node> alone = pairs.all().stream().flatMap(p -> p.alone().stream()).toList();
    if (2 * alone.size() > all) {
      throw Alignment.notTwins(
          "%d of %d quantized ops have no float twin: %s%s"
              .formatted(
                  alone.size(),
                  all,
                  alone.stream()
                      .limit(NAMED)
                      .map(TwinCheck::text)
                      .collect(Collectors.joining(", ")),
                  alone.size() > NAMED ? ", …" : ""));
    }
    for (Pairs graph : pairs.all()) {
      graph.pairs().stream()
          .filter(p -> p.isQuantized() && p.isOneOp())
          .forEach(p -> requireSameWeights(p, graph));
    }
  }

  private void requireSameWeights(Pair pair, Pairs graph) {
    List<OpRow.Weight> weights =
        table.find(pair.original()).map(r -> r.weightsOf(pair.original())).orElse(List.of());
    for (OpRow.Weight weight : weights) {
      Tensor before = pair.original().input(weight.input());
      Tensor after = pair.quantized().input(weight.input());
      OptionalDouble others =
          before == null || after == null
              ? OptionalDouble.empty()
              : SameWeights.others(graph.floats().of(before), graph.quantized().of(after));
      if (others.isPresent() && others.getAsDouble() > SameWeights.MOST) {
        throw Alignment.notTwins(
            "the weights of %s are others than in the float model: %.0f%% of them moved by more than a step"
                .formatted(text(pair.original()), 100 * others.getAsDouble()));
      }
    }
  }

  /** A node as notes and errors call it. */
  static String text(Node node) {
    String name = node.outputs().isEmpty() ? "" : node.output(0).name().split(";", 2)[0];
    return "%s '%s'".formatted(node.op(), name);
  }
}
