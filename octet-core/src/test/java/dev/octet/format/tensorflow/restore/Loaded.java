package dev.octet.format.tensorflow.restore;

import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.io.MappedFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;

/** A graph of a SavedModel and its variables. */
record Loaded(Message meta, GraphDef graph, Variables variables) {
  /** All graphs of a SavedModel. */
  static List<Loaded> all(Path folder) {
    Message file = Message.of(MappedFile.map(folder.resolve("saved_model.pb")));
    return file.messages(2).stream().map(meta -> of(folder, meta)).toList();
  }

  static Loaded of(Path folder, Message meta) {
    GraphDef graph = GraphDef.of(meta.message(2));
    return new Loaded(meta, graph, Variables.of(folder, meta, graph));
  }

  NodeDef node(String name) {
    return graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  /** The variables that the results of signatures come from. */
  List<NodeDef> used() {
    var names = new HashSet<String>();
    for (Message.Entry signature : meta.entries(5)) {
      if (!signature.key().startsWith("__")) {
        signature.message().entries(2).forEach(e -> names.add(Ref.of(e.message().text(1)).node()));
      }
    }
    var waiting = new ArrayDeque<>(names);
    while (!waiting.isEmpty()) {
      for (Ref input : node(waiting.remove()).inputs()) {
        if (names.add(input.node())) {
          waiting.add(input.node());
        }
      }
    }
    return graph.nodes().stream()
        .filter(n -> names.contains(n.name()) && Handles.isVariable(n))
        .toList();
  }
}
