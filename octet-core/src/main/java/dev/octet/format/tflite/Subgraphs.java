package dev.octet.format.tflite;

import com.google.flatbuffers.reflection.BaseType;
import dev.octet.format.tflite.Schema.FieldType;
import dev.octet.model.Attributes;
import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.List;

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

  private static boolean isReference(String type, FieldType field) {
    return field.name().endsWith("subgraph_index")
        || field.name().endsWith("subgraph_indices")
        || (type.equals("StablehloCustomCallOptions") && field.name().equals("called_computations"))
        || (type.equals("CallOptions") && field.name().equals("subgraph"));
  }
}
