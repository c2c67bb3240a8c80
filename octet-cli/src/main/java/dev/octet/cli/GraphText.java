package dev.octet.cli;

import dev.octet.cli.Table.Align;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A graph for people: a line for each op.
 *
 * @param index which of the model's graphs it is
 */
record GraphText(int index, Graph graph) {
  private static final int NAME_WIDTH = 32;

  @Override
  public String toString() {
    return header() + (graph.nodes().isEmpty() ? "" : ops());
  }

  private String header() {
    return "graph %d%s: %s, %s, activations take %s at most at a time\n"
        .formatted(
            index,
            graph.name().isEmpty() ? "" : " " + Table.plain(graph.name()),
            count(graph.nodes().size(), "op"),
            count(graph.tensors().size(), "tensor"),
            Numbers.bytes(Footprint.peakActivations(graph)));
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private String ops() {
    var table =
        new Table(
            Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT);
    table.row("#", "op", "output", "type", "scale, zero point", "constants", "");
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      List<Tensor> constants = constants(node);
      long bytes = constants.stream().mapToLong(Footprint::bytes).sum();
      List<Tensor> outputs = node.outputs();
      Tensor first = outputs.isEmpty() ? null : outputs.getFirst();
      table.row(
          i,
          op(node),
          first == null ? "" : Shorter.name(first.name(), NAME_WIDTH) + more(outputs.size() - 1),
          first == null ? "" : first.type().text() + first.shape(),
          first == null ? "" : Parameters.text(first),
          constants.isEmpty() ? "" : Numbers.bytes(bytes),
          types(constants));
    }
    return table.toString();
  }

  private static String op(Node node) {
    String name = node.operation().custom() ? "custom:" + node.op() : node.op();
    return name + " v" + node.operation().version();
  }

  private static String more(int others) {
    return others == 0 ? "" : " +" + others;
  }

  private static List<Tensor> constants(Node node) {
    return node.inputs().stream()
        .filter(Objects::nonNull)
        .filter(Tensor::isConstant)
        .distinct()
        .toList();
  }

  /** The types of constants, those of the largest first. */
  private static String types(List<Tensor> constants) {
    return constants.stream()
        .sorted(Comparator.comparingLong(Footprint::bytes).reversed())
        .map(t -> t.type().text())
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
