package dev.octet.rewrite;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.LstmNode;
import dev.octet.op.Recurrent;
import java.util.List;

/**
 * Declares the inner tensors of an LSTM that projects or normalizes, whose ranges its integer form
 * needs. They hold nothing, and have the names that TensorFlow's converter gives them.
 *
 * <pre>
 * %y = UNIDIRECTIONAL_SEQUENCE_LSTM(…)   →
 * %y = UNIDIRECTIONAL_SEQUENCE_LSTM(… | %input_to_input_intermediate: f32[0], …)
 * </pre>
 */
final class DeclareLstmIntermediates implements Rewrite {
  private static final List<String> NAMES =
      List.of(
          "input_to_input_intermediate",
          "input_to_forget_intermediate",
          "input_to_cell_intermediate",
          "input_to_output_intermediate",
          "effective_hidden_scale_intermediate");

  @Override
  public Model apply(Model model) {
    boolean applies =
        model.graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .anyMatch(DeclareLstmIntermediates::applies);
    return applies
        ? model.withGraphs(model.graphs().stream().map(DeclareLstmIntermediates::apply).toList())
        : model;
  }

  private static Graph apply(Graph graph) {
    List<Node> nodes = graph.nodes().stream().map(n -> applies(n) ? declare(n) : n).toList();
    return new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes);
  }

  private static boolean applies(Node node) {
    return LstmNode.isFull(node)
        && node.intermediates().isEmpty()
        && Recurrent.describesItself(new LstmNode(node))
        && new LstmNode(node).tensor(LstmNode.INPUT).type() == ElementType.FLOAT32;
  }

  private static Node declare(Node node) {
    List<Tensor> intermediates =
        NAMES.stream().map(n -> Tensor.of(n, ElementType.FLOAT32, Shape.of(0))).toList();
    return new Node(node.operation(), node.inputs(), node.outputs(), intermediates);
  }
}
