package dev.octet.debug;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.model.Signature.Port;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same way into two models.
 *
 * @param before the graph of the float model
 * @param after the place of the graph in the quantized model
 * @param graph that graph, its inputs and outputs in the order of the float graph
 */
record Alignment(Graph before, int after, Graph graph) {
  /**
   * The way in that a signature names, or (null) the first graph.
   *
   * @throws OctetException {@code USAGE} if the float model has no such signature, {@code
   *     NOT_TWINS} if the quantized model has not, or other inputs or outputs
   */
  static Alignment of(Model original, Model quantized, @Nullable String signature) {
    if (signature == null) {
      return of(original.main(), 0, quantized.main());
    }
    Signature before =
        original
            .signature(signature)
            .orElseThrow(
                () ->
                    new OctetException(
                        ErrorCode.USAGE, "the model has no signature '" + signature + "'"));
    Signature after =
        quantized
            .signature(signature)
            .orElseThrow(
                () -> notTwins("the quantized model has no signature '" + signature + "'"));
    Graph graph = quantized.graphs().get(after.graph());
    Graph ordered =
        new Graph(
            graph.name(),
            ordered(before.inputs(), after.inputs(), graph.inputs()),
            ordered(before.outputs(), after.outputs(), graph.outputs()),
            graph.nodes());
    return of(original.graphs().get(before.graph()), after.graph(), ordered);
  }

  /** Tensors in the order in which another signature has their names, if it has them all. */
  private static List<Tensor> ordered(List<Port> wanted, List<Port> given, List<Tensor> tensors) {
    var byName = new HashMap<String, Integer>();
    given.forEach(p -> byName.put(p.name(), p.position()));
    var order = new HashMap<Integer, Integer>();
    wanted.forEach(p -> order.put(p.position(), byName.getOrDefault(p.name(), -1)));
    boolean fits =
        order.size() == tensors.size()
            && IntStream.range(0, tensors.size())
                .allMatch(i -> order.containsKey(i) && order.containsValue(i));
    return fits
        ? IntStream.range(0, tensors.size())
            .mapToObj(i -> tensors.get(order.getOrDefault(i, i)))
            .toList()
        : tensors;
  }

  private static Alignment of(Graph before, int index, Graph after) {
    requireAsMany("inputs", before.inputs(), after.inputs());
    requireAsMany("outputs", before.outputs(), after.outputs());
    for (int i = 0; i < before.inputs().size(); i++) {
      requireFits(before.inputs().get(i), after.inputs().get(i));
    }
    return new Alignment(before, index, after);
  }

  private static void requireAsMany(String what, List<Tensor> before, List<Tensor> after) {
    if (before.size() != after.size()) {
      throw notTwins(
          "the quantized model has %d %s, the float one %d"
              .formatted(after.size(), what, before.size()));
    }
  }

  private static void requireFits(Tensor before, Tensor after) {
    boolean sameType =
        before.type() == after.type()
            || (before.type() == ElementType.FLOAT32 && after.quantization() != null);
    if (!sameType || !Shapes.agree(before.shape(), after.shape())) {
      throw notTwins(
          "input '%s' is %s%s in the quantized model, '%s' is %s%s in the float one"
              .formatted(
                  after.name(),
                  after.type().text(),
                  after.shape(),
                  before.name(),
                  before.type().text(),
                  before.shape()));
    }
  }

  static OctetException notTwins(String what) {
    return new OctetException(ErrorCode.NOT_TWINS, what)
        .advise(
            "give the float model that the quantized one was made from, best as the .tflite file"
                + " that was quantized: another converter makes other ops of the same layers");
  }
}
