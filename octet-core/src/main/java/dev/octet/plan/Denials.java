package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that what a user denies is there: a slip of the pen would leave a layer in integers. */
public final class Denials {
  private static final Pattern SYNTAX = Pattern.compile("\\\\[QE]|\\(;\\|\\$\\)|[\\\\^$()|*?]");

  private final Model model;

  /** For the nodes of a model. */
  public Denials(Model model) {
    this.model = model;
  }

  /**
   * Checks that there are nodes of this kind.
   *
   * @throws OctetException {@code USAGE} with the kinds that there are
   */
  public void requireOp(String op) {
    if (nodes().noneMatch(n -> n.op().equals(op))) {
      List<String> there = nodes().map(Node::op).distinct().sorted().toList();
      String near = NearNames.of(op, there).stream().findFirst().map(o -> o + "? ").orElse("");
      throw new OctetException(ErrorCode.USAGE, "the model has no op '" + op + "'")
          .advise(there.isEmpty() ? "it has none at all" : near + "it has " + list(there));
    }
  }

  /**
   * Checks that there are nodes in whose name an expression is found.
   *
   * @throws OctetException {@code USAGE} with at most five names like it
   */
  public void requireNode(String regex) {
    var finds = Pattern.compile(regex).asPredicate();
    if (nodes().map(NodeNames::full).noneMatch(finds)) {
      String text = SYNTAX.matcher(regex).replaceAll("");
      throw new OctetException(ErrorCode.USAGE, "'%s' is found in no op's name".formatted(regex))
          .advise(
              Optional.of(NearNames.of(text, nodes().map(NodeNames::first).toList()))
                  .filter(near -> !near.isEmpty())
                  .map(near -> "there are " + list(near))
                  .orElse("'octet inspect MODEL --text' shows the names"));
    }
  }

  private Stream<Node> nodes() {
    return model.graphs().stream().flatMap(g -> g.nodes().stream());
  }

  private static String list(List<String> names) {
    return String.join(", ", names);
  }
}
