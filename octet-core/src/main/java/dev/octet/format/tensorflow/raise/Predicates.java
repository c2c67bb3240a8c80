package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import dev.octet.format.tensorflow.graph.TensorDef;
import java.util.List;
import java.util.Optional;

/** Truth values that are known before a graph runs. */
final class Predicates {
  private static final int DEEPEST = 50;

  /** Nodes that several others read are looked at for each. */
  private static final int MOST = 1000;

  private final Nodes nodes;
  private int looks;

  Predicates(Nodes nodes) {
    this.nodes = nodes;
  }

  /** The truth value of a result, where it is a constant. */
  Optional<Boolean> of(Ref ref) {
    looks = 0;
    return of(ref, 0);
  }

  private Optional<Boolean> of(Ref ref, int depth) {
    NodeDef node = nodes.maker(ref).orElse(null);
    if (node == null || depth > DEEPEST || looks++ > MOST) {
      return Optional.empty();
    }
    List<Ref> in = node.inputs();
    return switch (node.op()) {
      case "Const" -> constant(node);
      case "PlaceholderWithDefault" -> in.isEmpty() ? Optional.empty() : of(in.get(0), depth + 1);
      case "LogicalNot" -> in.isEmpty() ? Optional.empty() : of(in.get(0), depth + 1).map(v -> !v);
      case "LogicalAnd" -> both(in, depth, false);
      case "LogicalOr" -> both(in, depth, true);
      default -> Optional.empty();
    };
  }

  /** One of them may decide alone. */
  private Optional<Boolean> both(List<Ref> in, int depth, boolean decides) {
    if (in.size() != 2) {
      return Optional.empty();
    }
    Optional<Boolean> first = of(in.get(0), depth + 1);
    Optional<Boolean> second = of(in.get(1), depth + 1);
    Optional<Boolean> deciding = Optional.of(decides);
    if (first.equals(deciding) || second.equals(deciding)) {
      return deciding;
    }
    return first.isPresent() && second.isPresent() ? Optional.of(!decides) : Optional.empty();
  }

  private static Optional<Boolean> constant(NodeDef node) {
    return node.attrs()
        .tensor("value")
        .filter(t -> t.type() == DataType.BOOL && t.shape().elements() == 1)
        .map(TensorDef::array)
        .map(a -> a.doubles()[0] != 0);
  }
}
