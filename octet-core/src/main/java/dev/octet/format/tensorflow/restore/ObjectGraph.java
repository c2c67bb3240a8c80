package dev.octet.format.tensorflow.restore;

import dev.octet.format.protobuf.Message;
import dev.octet.format.tensorflow.bundle.TensorBundle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a checkpoint says of the objects whose variables it has: their names in the graph, and the
 * keys of their values.
 *
 * <p>Source: {@code protobuf/trackable_object_graph.proto}.
 */
final class ObjectGraph {
  private static final String KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private final Map<String, String> keys = new HashMap<>();
  private final Set<String> ambiguous = new HashSet<>();

  private ObjectGraph() {}

  /** Reads it; empty where the checkpoint has none, as before TensorFlow 2. */
  static ObjectGraph of(TensorBundle bundle) {
    var graph = new ObjectGraph();
    if (bundle.has(KEY)) {
      bundle.texts(KEY).forEach(t -> graph.add(Message.of(t)));
    }
    return graph;
  }

  private void add(Message objects) {
    for (Message object : objects.messages(1)) {
      for (Message value : object.messages(2)) {
        String key = value.text(3);
        String former = keys.putIfAbsent(value.text(2), key);
        if (former != null && !former.equals(key)) {
          ambiguous.add(value.text(2));
        }
      }
    }
  }

  /** The key of the value of a variable; empty if it is not known. */
  Optional<String> key(String variable) {
    if (ambiguous.contains(variable)) {
      throw Refusals.unsupported("shares its name with another variable of the checkpoint");
    }
    return Optional.ofNullable(keys.get(variable)).filter(k -> !k.isEmpty());
  }
}
