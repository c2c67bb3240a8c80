package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.List;

/** Nodes that take the place of others. */
final class Made {
  private Made() {}

  static NodeDef node(String name, String op, List<Ref> inputs, Attrs attrs) {
    return new NodeDef(name, op, inputs, List.of(), attrs);
  }

  /** One that hands on a value. */
  static NodeDef identity(String name, Ref from) {
    return node(name, "Identity", List.of(from), new NewAttrs().done());
  }

  /** One that hands on several values. */
  static NodeDef identities(String name, List<Ref> from) {
    return node(name, "IdentityN", from, new NewAttrs().done());
  }

  /** One that makes nothing, in the place of one that was refused. */
  static NodeDef nothing(String name) {
    return node(name, "NoOp", List.of(), new NewAttrs().done());
  }

  /** A constant vector. */
  static NodeDef vector(String name, int... values) {
    NewAttrs attrs = new NewAttrs().type("dtype", DataType.INT32);
    return node(name, "Const", List.of(), attrs.integers("value", DataType.INT32, values).done());
  }

  /** A constant. */
  static NodeDef scalar(String name, DataType type, int value) {
    NewAttrs attrs = new NewAttrs().type("dtype", type).scalar("value", type, value);
    return node(name, "Const", List.of(), attrs.done());
  }

  /** The first result of a node. */
  static Ref ref(String node) {
    return new Ref(node, "", 0);
  }

  static Ref ref(NodeDef node, int index) {
    return new Ref(node.name(), "", index);
  }
}
