package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph whose variables are constants.
 *
 * @param graph the nodes and functions
 */
record FrozenGraph(GraphDef graph) {
  /** Nodes that nobody reads, and that are no output either. */
  private static final Set<String> NO_OUTPUTS =
      Set.of("NoOp", "Const", "Placeholder", "Assert", "PlaceholderWithDefault");

  /** Where to enter it and leave it. */
  Ends ends(TensorFlowOptions options) {
    List<NodeDef> inputs =
        options.inputs().isEmpty()
            ? graph.nodes().stream().filter(n -> n.op().equals("Placeholder")).toList()
            : options.inputs().stream().map(this::node).toList();
    List<String> outputs = options.outputs().isEmpty() ? leaves() : options.outputs();
    return new Ends(
        "serving_default",
        inputs.stream().map(FrozenGraph::input).toList(),
        outputs.stream().map(name -> new Ends.Output(plain(name), ref(name))).toList());
  }

  private static Ends.Input input(NodeDef node) {
    DataType type = node.attrs().type("dtype", node.attrs().type("T", DataType.FLOAT));
    Dimensions shape = node.attrs().shape("shape");
    List<Dimensions> said = node.attrs().shapes("_output_shapes");
    return new Ends.Input(
        node.name(),
        node.name(),
        node.name(),
        type,
        shape.ranked() || said.isEmpty() ? shape : said.getFirst());
  }

  private Ref ref(String name) {
    Ref ref = Ref.of(name);
    node(name);
    return ref;
  }

  private static String plain(String name) {
    return name.endsWith(":0") ? name.substring(0, name.length() - 2) : name;
  }

  private NodeDef node(String name) {
    String wanted = Ref.of(name).node();
    return graph.nodes().stream()
        .filter(n -> n.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new OctetException(ErrorCode.USAGE, "there is no node '%s'".formatted(wanted))
                    .advise("octet inspect lists the inputs and outputs that there are"));
  }

  /** The nodes that nobody reads and that follow from an input, of which there must be one. */
  private List<String> leaves() {
    var read = new HashSet<String>();
    graph.nodes().forEach(n -> n.inputs().forEach(ref -> read.add(ref.node())));
    Set<String> computed = computed();
    var leaves = new ArrayList<String>();
    for (NodeDef node : graph.nodes()) {
      boolean unread = !read.contains(node.name()) && !NO_OUTPUTS.contains(node.op());
      if (unread && (computed.isEmpty() || computed.contains(node.name()))) {
        leaves.add(node.name());
      }
    }
    if (leaves.size() != 1) {
      throw new OctetException(
              ErrorCode.USAGE,
              "the graph does not say its outputs, and %d nodes could be".formatted(leaves.size()))
          .advise("name them: --outputs " + String.join(",", leaves));
    }
    return leaves;
  }

  /** The nodes that follow from a placeholder. */
  private Set<String> computed() {
    Map<String, List<String>> readers = new HashMap<>();
    Deque<String> left = new ArrayDeque<>();
    for (NodeDef node : graph.nodes()) {
      node.inputs()
          .forEach(
              ref -> readers.computeIfAbsent(ref.node(), _ -> new ArrayList<>()).add(node.name()));
      if (node.op().equals("Placeholder")) {
        left.add(node.name());
      }
    }
    var computed = new HashSet<String>();
    while (!left.isEmpty()) {
      for (String reader : readers.getOrDefault(left.removeFirst(), List.of())) {
        if (computed.add(reader)) {
          left.add(reader);
        }
      }
    }
    return computed;
  }
}
