package dev.octet.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.tensorflowlite.StringIntMap;
import org.jspecify.annotations.Nullable;

/** The inputs or the outputs of what runs, each a tensor and perhaps a name for it. */
final class Ports {
  private record Port(int tensor, @Nullable String name) {}

  private final List<Port> ports;

  private Ports(List<Port> ports) {
    this.ports = List.copyOf(ports);
  }

  /** Those of a graph in its order, with the names that a signature has for them. */
  static Ports of(@Nullable IntPointer graph, Map<Integer, Deque<String>> names) {
    var ports = new ArrayList<Port>();
    for (long i = 0; graph != null && i < graph.limit(); i++) { // there is none of an empty list
      int tensor = graph.get(i);
      var left = names.get(tensor);
      ports.add(new Port(tensor, left == null ? null : left.poll()));
    }
    names.forEach((tensor, left) -> left.forEach(name -> ports.add(new Port(tensor, name))));
    return new Ports(ports);
  }

  /** The names that a signature has for each tensor. */
  static Map<Integer, Deque<String>> names(StringIntMap signature) {
    var names = new HashMap<Integer, Deque<String>>();
    var end = signature.end();
    for (var i = signature.begin(); !i.equals(end); i.increment()) {
      names.computeIfAbsent(i.second(), _ -> new ArrayDeque<>()).add(i.first());
    }
    return names;
  }

  /** The index of the tensor of port {@code i}. */
  int tensor(int i) {
    return ports.get(i).tensor;
  }

  /** What the runtime says of them now. */
  List<TensorInfo> describe(Tensors tensors) {
    return ports.stream().map(port -> describe(tensors.info(port.tensor), port.name)).toList();
  }

  private static TensorInfo describe(TensorInfo info, @Nullable String name) {
    return name == null
        ? info
        : new TensorInfo(info.index(), name, info.type(), info.shape(), info.quantization());
  }
}
