package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.Message;

/**
 * A graph, or a function, whose nodes know one another by name.
 *
 * @param function its name; empty for the graph
 * @param nodeField the number of the field that its nodes are in
 * @param reference how nodes name what a constant gives
 * @param names for new nodes
 */
record Scope(String function, int nodeField, Reference reference, Names names) {
  /** By the name of the constant; in a function with the name of its output. */
  enum Reference {
    GRAPH(""),
    FUNCTION(":output:0");

    private final String output;

    Reference(String output) {
      this.output = output;
    }

    String to(String constant) {
      return constant + output;
    }
  }

  static Scope ofGraph(Message graph, int nodeField) {
    return new Scope("", nodeField, Reference.GRAPH, Names.of(graph, nodeField));
  }

  static Scope ofFunction(String name, Message function, int nodeField) {
    return new Scope(name, nodeField, Reference.FUNCTION, Names.of(function, nodeField));
  }
}
