package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The outputs of a graph that does not say them: what follows from an input and nobody reads, other
 * than what training, saving and branches leave behind.
 */
final class GuessedOutputs {
  private static final int SHOWN = 20;

  /** What is no result of a model. */
  private static final Pattern NO_RESULT =
      Pattern.compile(
          "NoOp|Const|Placeholder\\w*|Assert|Print\\w*|Switch|RefSwitch|Exit|RefExit|NextIteration"
              + "|\\w*Summary(V2)?|Save\\w*|Restore\\w*|MergeV2Checkpoints|ShardedFilename"
              + "|Variable\\w*|VarHandleOp|VarIsInitializedOp|IsVariableInitialized"
              + "|\\w*Assign\\w*|(Resource|Sparse)*Apply\\w+|\\w*ScatterUpdate|\\w*ScatterAdd"
              + "|\\w*Initialize\\w*|\\w*Queue\\w*|\\w*Reader\\w*|\\w*Table\\w*|ControlTrigger");

  private static final Pattern LEFT_BEHIND = Pattern.compile("(gradients|save)(_\\d+)?/.*");

  /** What TensorFlow 2 calls the results of a function that is frozen. */
  private static final Pattern NUMBERED = Pattern.compile("Identity(_\\d+)?");

  private final List<NodeDef> nodes;
  private final Map<String, NodeDef> byName = new HashMap<>();

  GuessedOutputs(List<NodeDef> nodes) {
    this.nodes = nodes;
    nodes.forEach(n -> byName.put(n.name(), n));
  }

  /**
   * The only outputs that there can be.
   *
   * @param inputs the names of nodes that are inputs
   * @throws OctetException {@code USAGE} where there can be several, or none
   */
  List<String> of(Collection<String> inputs) {
    List<String> leaves = candidates(inputs);
    if (leaves.size() == 1) {
      return leaves;
    }
    if (!leaves.isEmpty() && leaves.stream().allMatch(n -> NUMBERED.matcher(n).matches())) {
      return leaves.stream()
          .sorted(Comparator.comparingInt(String::length).thenComparing(n -> n))
          .toList();
    }
    throw new OctetException(
            ErrorCode.USAGE,
            leaves.isEmpty()
                ? "the graph does not say its outputs, and no node looks like one"
                : "the graph does not say its outputs, and %d nodes could be"
                    .formatted(leaves.size()))
        .advise(leaves.isEmpty() ? "name them: --outputs" : "name them: --outputs " + some(leaves));
  }

  private static String some(List<String> leaves) {
    String shown = String.join(",", leaves.stream().limit(SHOWN).toList());
    return leaves.size() > SHOWN ? shown + " or others" : shown;
  }

  /** What can be an output. */
  List<String> candidates(Collection<String> inputs) {
    var read = new HashSet<String>();
    nodes.forEach(n -> n.inputs().forEach(ref -> read.add(ref.node())));
    Set<String> following = following(inputs);
    var leaves = new ArrayList<String>();
    for (NodeDef node : nodes) {
      boolean leaf =
          !read.contains(node.name())
              && !NO_RESULT.matcher(node.op()).matches()
              && !LEFT_BEHIND.matcher(node.name()).matches()
              && !isPivot(node);
      if (leaf && (following.isEmpty() || following.contains(node.name()))) {
        leaves.add(node.name());
      }
    }
    return leaves;
  }

  /** Whether nodes of a branch wait for it, which is all that it is there for. */
  private boolean isPivot(NodeDef node) {
    NodeDef from =
        node.op().equals("Identity") && node.inputs().size() == 1
            ? byName.get(node.inputs().getFirst().node())
            : null;
    return from != null && from.op().endsWith("Switch");
  }

  /** The nodes that follow from an input. */
  private Set<String> following(Collection<String> inputs) {
    Map<String, List<String>> readers = new HashMap<>();
    for (NodeDef node : nodes) {
      for (Ref ref : node.inputs()) {
        readers.computeIfAbsent(ref.node(), _ -> new ArrayList<>()).add(node.name());
      }
    }
    Deque<String> left = new ArrayDeque<>(inputs);
    var following = new HashSet<String>();
    while (!left.isEmpty()) {
      for (String reader : readers.getOrDefault(left.removeFirst(), List.of())) {
        if (following.add(reader)) {
          left.add(reader);
        }
      }
    }
    return following;
  }
}
