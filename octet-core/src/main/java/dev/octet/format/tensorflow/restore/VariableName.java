package dev.octet.format.tensorflow.restore;

import dev.octet.format.tensorflow.graph.NodeDef;

/**
 * What tells variables apart: nodes of the same name share their variable ({@code
 * core/framework/resource_mgr.h}).
 *
 * @param container mostly empty
 * @param name the {@code shared_name} of the node, or its own
 */
record VariableName(String container, String name) {
  /** The shared name of variables that share nothing. */
  private static final String ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

  static VariableName of(NodeDef node) {
    String shared = node.attrs().text("shared_name", "");
    boolean own = shared.isEmpty() || shared.equals(ANONYMOUS);
    return new VariableName(node.attrs().text("container", ""), own ? node.name() : shared);
  }
}
