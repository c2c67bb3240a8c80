package dev.octet.format.tflite;

import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.BitSet;
import java.util.function.Consumer;
import java.util.function.IntBinaryOperator;

/**
 * Checks what LiteRT's own verifier does not: that each op has the operands its kernel reaches for,
 * that its parameters make sense, and that the shapes which follow fit into memory. A model that
 * the runtime would run passes.
 */
final class ModelVerifier {
  private final Model model;
  private final IntBinaryOperator position;

  private ModelVerifier(Model model, IntBinaryOperator position) {
    this.model = model;
    this.position = position;
  }

  /**
   * Checks a model.
   *
   * @param position the byte at which (graph, op) stands in the file, for messages
   * @throws OctetException MALFORMED_MODEL or MODEL_TOO_LARGE
   */
  static void verify(Model model, IntBinaryOperator position) {
    new ModelVerifier(model, position).run();
  }

  private void run() {
    for (int g = 0; g < model.graphs().size(); g++) {
      eachNode(g, this::operands);
    }
    BitSet called = CallGraph.verify(model);
    for (int g = 0; g < model.graphs().size(); g++) {
      Graph graph = model.graphs().get(g);
      // the shapes of a body's inputs are set by whoever runs it
      var shapes = new ShapeInference(graph, !called.get(g));
      eachNode(g, shapes::step);
      try {
        Memory.check(graph, shapes);
      } catch (OctetException e) {
        throw e.in("subgraph " + g);
      }
    }
  }

  private void operands(Node node) {
    OpArity.check(node);
    ParameterRules.check(node);
    LowBitRules.check(node);
    BiasRules.check(node);
    CallGraph.check(node, model.graphs().size());
  }

  private void eachNode(int g, Consumer<Node> check) {
    Graph graph = model.graphs().get(g);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      try {
        check.accept(node);
      } catch (OctetException e) {
        throw e.in(
            "subgraph %d: op %d %s at byte %d"
                .formatted(g, i, node.op(), position.applyAsInt(g, i)));
      }
    }
  }
}
