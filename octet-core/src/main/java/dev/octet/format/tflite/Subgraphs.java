package dev.octet.format.tflite;

import com.google.flatbuffers.reflection.BaseType;
import dev.octet.format.tflite.Schema.FieldType;
import dev.octet.model.Attributes;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The graphs that nodes run: bodies of loops, branches, compositions. */
public final class Subgraphs {
  private Subgraphs() {}

  /** The indices of the graphs that a node runs, by the names of its options. */
  public static List<Long> runBy(Node node) {
    Attributes options = node.operation().options();
    if (options == null) {
      return List.of();
    }
    var graphs = new ArrayList<Long>();
    for (FieldType field : Schema.get().table(options.type()).fields()) {
      if (field != null && isReference(options.type(), field)) {
        if (field.base() == BaseType.Vector) {
          options.list(field.name()).forEach(v -> graphs.add((Long) v));
        } else {
          graphs.add(options.integer(field.name(), field.integer()));
        }
      }
    }
    return graphs;
  }

  /** The operation of a node that runs other graphs, by their indices; itself if it runs none. */
  public static Operation running(Node node, UnaryOperator<Long> other) {
    Attributes options = node.operation().options();
    if (options == null) {
      return node.operation();
    }
    Attributes changed = options;
    for (FieldType field : Schema.get().table(options.type()).fields()) {
      if (field != null && isReference(options.type(), field)) {
        Object now =
            field.base() == BaseType.Vector
                ? options.list(field.name()).stream().map(v -> other.apply((Long) v)).toList()
                : other.apply(options.integer(field.name(), field.integer()));
        changed = changed.with(field.name(), now);
      }
    }
    return changed.equals(options) ? node.operation() : node.operation().withOptions(changed);
  }

  private static boolean isReference(String type, FieldType field) {
    return field.name().endsWith("subgraph_index")
        || field.name().endsWith("subgraph_indices")
        || (type.equals("StablehloCustomCallOptions") && field.name().equals("called_computations"))
        || (type.equals("CallOptions") && field.name().equals("subgraph"));
  }
}
