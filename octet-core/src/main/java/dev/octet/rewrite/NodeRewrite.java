package dev.octet.rewrite;

import dev.octet.model.Model;
import dev.octet.model.Node;

/** A rewrite that looks at one node at a time, and from there at those before it. */
interface NodeRewrite extends Rewrite {
  /**
   * Looks at a node, whose inputs are already those of the new graph.
   *
   * @param edit emits what takes the node's place, or forwards its readers elsewhere
   * @return false to leave the node as it is; then nothing has been asked of {@code edit}
   */
  boolean rewrite(Node node, GraphEditor edit);

  @Override
  default Model apply(Model model) {
    return GraphEditor.walk(model, this);
  }
}
