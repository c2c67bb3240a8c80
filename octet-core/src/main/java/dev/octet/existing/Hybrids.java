package dev.octet.existing;

import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets ops that read float activations and integer weights be planned as float ones, so that they
 * can become integer with the weights they have.
 *
 * <pre>
 * %y = FULLY_CONNECTED v9 (%x, const i8 %w)   →   %y = FULLY_CONNECTED v9 (%x, const f32 %w)
 * </pre>
 *
 * <p>An op that stays float gets its weights back; see {@link Existing#asStored}.
 */
public final class Hybrids {
  private final OpTable table;
  private final Found found = new Found();

  private Hybrids(OpTable table) {
    this.table = table;
  }

  /** The model with such weights as floats; its activations are the same objects. */
  public static Absorption toFloat(Absorption model, OpTable table) {
    var hybrids = new Hybrids(table);
    List<Graph> graphs = new ArrayList<>();
    boolean changed = false;
    for (Graph graph : model.model().graphs()) {
      List<Node> nodes = graph.nodes().stream().map(hybrids::asFloat).toList();
      changed |= !nodes.equals(graph.nodes());
      graphs.add(new Graph(graph.name(), graph.inputs(), graph.outputs(), nodes));
    }
    return changed
        ? new Absorption(model.model().withGraphs(graphs), model.existing().with(hybrids.found))
        : model;
  }

  private Node asFloat(Node node) {
    Optional<OpRow> row =
        table.find(node).filter(r -> r.hasHybrid() && (r.int8() > 0 || r.int16() > 0));
    if (row.isEmpty() || row.get().activationInputs(node).findFirst().isEmpty()) {
      return node;
    }
    List<@Nullable Tensor> inputs = new ArrayList<>(node.inputs());
    for (OpRow.Weight weight : row.get().weights()) {
      Tensor input = node.input(weight.input());
      if (input != null && input.isConstant() && input.type() != ElementType.FLOAT32) {
        found
            .dequantized(input)
            .ifPresent(
                made -> {
                  found.stands(made, input);
                  inputs.set(weight.input(), made);
                });
      }
    }
    return inputs.equals(node.inputs())
        ? node
        : new Node(node.operation(), inputs, node.outputs(), node.intermediates());
  }
}
