package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.GraphDef;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.OpDefs;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph whose variables are constants, cut where it is entered and left.
 *
 * @param nodes of the graph
 * @param ends where it is entered and left
 * @param notes what was decided for the user
 */
record FrozenGraph(List<NodeDef> nodes, Ends ends, List<String> notes) {
  /** Before this version of the format, placeholders of unknown shape said that of a scalar. */
  private static final long SAYS_RANK = 24;

  /** Copies the lists. */
  FrozenGraph {
    nodes = List.copyOf(nodes);
    notes = List.copyOf(notes);
  }

  /**
   * Cuts a graph at the ends that the options name, or at those that it must have.
   *
   * @param producer the version of the format that it was written in
   * @throws OctetException {@code USAGE} for names that are not there, and for ends that nobody can
   *     guess
   */
  static FrozenGraph of(GraphDef graph, long producer, TensorFlowOptions options) {
    var notes = new ArrayList<String>();
    var names = new NodeNames(graph.nodes());
    List<String> placeholders =
        graph.nodes().stream()
            .filter(n -> n.op().equals("Placeholder") && !LearningPhase.is(n))
            .map(NodeDef::name)
            .toList();
    List<Ref> inputs = names.refs(options.inputs(), "inputs", placeholders);
    Set<String> entered = new LinkedHashSet<>(inputs.isEmpty() ? placeholders : nodes(inputs));
    var guessed = new GuessedOutputs(graph.nodes());
    List<Ref> outputs =
        options.outputs().isEmpty()
            ? guessed.of(entered).stream().map(Ref::of).toList()
            : names.refs(options.outputs(), "outputs", guessed.candidates(entered));
    if (options.outputs().isEmpty()) {
      notes.add("took " + list(outputs) + " for the output, since nothing reads it");
    }
    List<NodeDef> cut = cut(graph.nodes(), inputs);
    Set<String> needed = needed(cut, outputs, inputs);
    List<NodeDef> phases = cut.stream().filter(LearningPhase::is).toList();
    for (NodeDef phase : phases) {
      if (needed.contains(phase.name()) && !entered.contains(phase.name())) {
        notes.add(LearningPhase.note(phase));
      }
    }
    if (inputs.isEmpty()) {
      inputs = placeholders.stream().filter(needed::contains).map(Ref::of).toList();
      notes.add(
          inputs.isEmpty()
              ? "the outputs follow from no input"
              : "took %s for the input".formatted(list(inputs)));
    } else {
      checkFed(placeholders, needed, entered, options);
    }
    List<Ends.Input> ports =
        inputs.stream().map(ref -> input(names.node(ref), ref, producer)).toList();
    var ends =
        new Ends("serving_default", ports, outputs.stream().map(FrozenGraph::output).toList());
    return new FrozenGraph(LearningPhase.off(cut, entered), ends, notes);
  }

  private static void checkFed(
      List<String> placeholders,
      Set<String> needed,
      Set<String> entered,
      TensorFlowOptions options) {
    for (String name : placeholders) {
      if (needed.contains(name) && !entered.contains(name)) {
        throw new OctetException(
                ErrorCode.USAGE,
                "the outputs follow from '%s', which is not among the inputs".formatted(name))
            .advise("add it: --inputs %s,%s".formatted(String.join(",", options.inputs()), name));
      }
    }
  }

  private static List<String> nodes(List<Ref> refs) {
    return refs.stream().map(Ref::node).toList();
  }

  private static String list(List<Ref> refs) {
    return String.join(", ", refs.stream().map(r -> "'" + NodeNames.port(r) + "'").toList());
  }

  /** Readers of a result that is an input, and not its node's first, read a node of that name. */
  private static List<NodeDef> cut(List<NodeDef> nodes, List<Ref> inputs) {
    Set<Ref> later = new HashSet<>(inputs);
    later.removeIf(r -> r.index() == 0);
    if (later.isEmpty()) {
      return nodes;
    }
    return nodes.stream()
        .map(
            n ->
                n.withInputs(
                    n.inputs().stream()
                        .map(r -> later.contains(r) ? new Ref(NodeNames.port(r), "", 0) : r)
                        .toList()))
        .toList();
  }

  /** The nodes that outputs depend on, up to the inputs. */
  private static Set<String> needed(
      Collection<NodeDef> nodes, List<Ref> outputs, List<Ref> inputs) {
    var byName = new HashMap<String, NodeDef>();
    nodes.forEach(n -> byName.put(n.name(), n));
    Set<String> entered = new HashSet<>();
    inputs.forEach(r -> entered.add(NodeNames.port(r)));
    Deque<String> left = new ArrayDeque<>(nodes(outputs));
    Set<String> needed = new HashSet<>();
    while (!left.isEmpty()) {
      NodeDef node = byName.get(left.removeFirst());
      if (node != null && !entered.contains(node.name()) && needed.add(node.name())) {
        node.inputs().forEach(r -> left.add(r.node()));
      }
    }
    return needed;
  }

  private static Ends.Input input(NodeDef node, Ref ref, long producer) {
    String port = NodeNames.port(ref);
    DataType type =
        type(node, ref.index())
            .orElseThrow(
                () ->
                    new OctetException(
                            ErrorCode.USAGE, "nothing says which type %s has".formatted(port))
                        .in(node.toString())
                        .advise("take a node before or behind it for the input"));
    return new Ends.Input(port, port, port, type, shape(node, ref.index(), producer));
  }

  private static Optional<DataType> type(NodeDef node, int result) {
    return OpDefs.find(node.op())
        .map(def -> def.types(node))
        .filter(types -> result < types.size())
        .map(types -> types.get(result))
        .filter(type -> type != DataType.UNKNOWN);
  }

  private static Dimensions shape(NodeDef node, int result, long producer) {
    List<Dimensions> said = node.attrs().shapes("_output_shapes");
    Dimensions shape =
        node.op().startsWith("Placeholder") ? node.attrs().shape("shape") : Dimensions.UNKNOWN;
    boolean scalar = shape.ranked() && shape.sizes().isEmpty();
    if (shape.ranked() && !(scalar && producer < SAYS_RANK)) {
      return shape;
    }
    return result < said.size() ? said.get(result) : Dimensions.UNKNOWN;
  }

  private static Ends.Output output(Ref ref) {
    return new Ends.Output(NodeNames.port(ref), ref);
  }
}
