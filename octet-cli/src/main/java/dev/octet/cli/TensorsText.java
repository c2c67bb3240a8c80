package dev.octet.cli;

import dev.octet.cli.Table.Align;
import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * The tensors of a graph for people: a line for each.
 *
 * @param index which of the model's graphs it is
 */
record TensorsText(int index, Graph graph) {
  private static final int NAME_WIDTH = 48;

  @Override
  public String toString() {
    var table = new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT);
    table.row("#", "tensor", "type", "scale, zero point", "", "constant");
    List<Tensor> tensors = graph.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      table.row(
          i,
          Shorter.name(tensor.name(), NAME_WIDTH),
          tensor.type().text() + tensor.shape(),
          Parameters.text(tensor),
          role(tensor),
          tensor.isConstant() ? Numbers.bytes(Footprint.bytes(tensor)) : "");
    }
    return "tensors of graph " + index + "\n" + table;
  }

  private String role(Tensor tensor) {
    boolean in = graph.inputs().contains(tensor);
    boolean out = graph.outputs().contains(tensor);
    if (in || out) {
      return in && out ? "input, output" : in ? "input" : "output";
    }
    return tensor.isVariable() ? "variable" : "";
  }
}
