package dev.octet.rewrite;

import dev.octet.kernel.Kernels;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns float16 weights back into float32 constants, exactly.
 *
 * <pre>
 * %f = DEQUANTIZE(const f16 %w)      →
 * %y = CONV_2D(%x, %f, …)            →   %y = CONV_2D(%x, const f32 %w, …)
 * </pre>
 */
final class FoldFloat16Constants implements Rewrite {
  @Override
  public Model apply(Model model) {
    boolean applies =
        model.graphs().stream().anyMatch(g -> g.nodes().stream().anyMatch(n -> folds(g, n)));
    return applies
        ? model.withGraphs(model.graphs().stream().map(FoldFloat16Constants::apply).toList())
        : model;
  }

  private static Graph apply(Graph graph) {
    Map<Tensor, Tensor> folded = new HashMap<>();
    var nodes = new ArrayList<Node>();
    for (Node node : graph.nodes()) {
      if (folds(graph, node)) {
        folded.put(node.output(0), widen(Objects.requireNonNull(node.input(0))));
      } else {
        nodes.add(replace(node, folded));
      }
    }
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private static boolean folds(Graph graph, Node node) {
    Tensor input = node.input(0);
    return node.operation().is("DEQUANTIZE")
        && input != null
        && input.isConstant()
        && input.type() == ElementType.FLOAT16
        && input.extras() == null
        && !graph.outputs().contains(node.output(0));
  }

  private static Tensor widen(Tensor halves) {
    MemorySegment source = Objects.requireNonNull(halves.data()).bytes();
    Constant floats =
        Constant.derived(
            halves.shape().elements() * Float.BYTES,
            (offset, target) ->
                Kernels.fromFloat16(source.asSlice(offset / 2, target.byteSize() / 2), target));
    return halves.withData(ElementType.FLOAT32, null, floats);
  }

  private static Node replace(Node node, Map<Tensor, Tensor> folded) {
    if (node.inputs().stream().noneMatch(folded::containsKey)) {
      return node;
    }
    List<@Nullable Tensor> inputs = new ArrayList<>();
    for (Tensor input : node.inputs()) {
      inputs.add(input == null ? null : folded.getOrDefault(input, input));
    }
    return new Node(node.operation(), inputs, node.outputs(), node.intermediates());
  }
}
