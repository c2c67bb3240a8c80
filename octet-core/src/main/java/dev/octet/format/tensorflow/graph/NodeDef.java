package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * A node: {@code node_def.proto}.
 *
 * @param name unique in its graph
 * @param op what it computes
 * @param inputs the results that it reads, in order
 * @param controls the names of the nodes that must have run before it
 * @param attrs its attributes
 */
public record NodeDef(
    String name, String op, List<Ref> inputs, List<String> controls, Attrs attrs) {
  /** Copies the lists. */
  public NodeDef {
    inputs = List.copyOf(inputs);
    controls = List.copyOf(controls);
  }

  /** Reads a node. */
  static NodeDef of(Message proto) {
    var inputs = new ArrayList<Ref>();
    var controls = new ArrayList<String>();
    for (String input : proto.texts(3)) {
      if (input.startsWith("^")) {
        controls.add(input.substring(1));
      } else {
        inputs.add(Ref.of(input));
      }
    }
    return new NodeDef(proto.text(1), proto.text(2), inputs, controls, Attrs.of(proto, 5));
  }

  /** This reading other results. */
  public NodeDef withInputs(List<Ref> newInputs) {
    return new NodeDef(name, op, newInputs, controls, attrs);
  }

  /** This waiting for no others. */
  public NodeDef withoutControls() {
    return new NodeDef(name, op, inputs, List.of(), attrs);
  }

  @Override
  public String toString() {
    return op + " '" + name + "'";
  }
}
