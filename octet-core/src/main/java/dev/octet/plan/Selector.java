package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Node;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes a rule is for: those that fulfil all it says. A node's name is that of its output
 * tensors, joined by {@code ;} (see {@link NodeNames}).
 *
 * @param ops kinds of op, such as {@code CONV_2D} or a custom op's code; empty for any
 * @param node a regular expression that is found in the node's name; null for any
 * @param exceptNode a regular expression that is not; null for none
 * @param signatures keys of signatures that run the node; empty for any
 */
public record Selector(
    List<String> ops, @Nullable String node, @Nullable String exceptNode, List<String> signatures) {
  /** Every node. */
  public static final Selector ALL = new Selector(List.of(), null, null, List.of());

  /**
   * Copies the lists and checks the expressions.
   *
   * @throws OctetException {@code USAGE} for one that is none
   */
  public Selector {
    ops = List.copyOf(ops);
    signatures = List.copyOf(signatures);
    check(node);
    check(exceptNode);
  }

  private static void check(@Nullable String regex) {
    try {
      var _ = Pattern.compile(regex == null ? "" : regex);
    } catch (PatternSyntaxException e) {
      throw new OctetException(
              ErrorCode.USAGE,
              "'%s' is no regular expression: %s".formatted(regex, e.getDescription()))
          .because(e);
    }
  }

  /** Nodes of that kind. */
  public static Selector op(String op) {
    return new Selector(List.of(op), null, null, List.of());
  }

  /** Nodes in whose name the expression is found. */
  public static Selector node(String regex) {
    return new Selector(List.of(), regex, null, List.of());
  }

  /** Nodes in whose name the expression is not found. */
  public static Selector except(String regex) {
    return new Selector(List.of(), null, regex, List.of());
  }

  /** Nodes that the signature with this key runs. */
  public static Selector signature(String key) {
    return new Selector(List.of(), null, null, List.of(key));
  }

  /** Tells whether a node is one of them, given the keys of the signatures that run it. */
  BiPredicate<Node, Set<String>> matcher() {
    Predicate<Node> isNamed = node == null ? _ -> true : found(node);
    Predicate<Node> isExcepted = exceptNode == null ? _ -> false : found(exceptNode);
    return (candidate, runBy) ->
        (ops.isEmpty() || ops.contains(candidate.op()))
            && (signatures.isEmpty() || signatures.stream().anyMatch(runBy::contains))
            && isNamed.test(candidate)
            && !isExcepted.test(candidate);
  }

  /** Whether it says which nodes it is for by their op or their name. */
  boolean names() {
    return !ops.isEmpty() || node != null;
  }

  private static Predicate<Node> found(String regex) {
    Predicate<String> find = Pattern.compile(regex).asPredicate();
    return candidate -> find.test(NodeNames.full(candidate));
  }

  /** For people: {@code op SOFTMAX, node 'head'}. */
  @Override
  public String toString() {
    var parts = new StringJoiner(", ");
    if (!ops.isEmpty()) {
      parts.add("op " + String.join(" or ", ops));
    }
    if (node != null) {
      parts.add("node '" + node + "'");
    }
    if (exceptNode != null) {
      parts.add("not node '" + exceptNode + "'");
    }
    if (!signatures.isEmpty()) {
      parts.add("signature '" + String.join("' or '", signatures) + "'");
    }
    return parts.length() == 0 ? "every node" : parts.toString();
  }
}
