package dev.octet.plan;

import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the nodes of a model are called. A node's full name is that of its outputs, joined by {@code
 * ;}; a converter may have joined several to one already. Its short name is a regular expression
 * for recipes and {@code --deny-node} that finds this name and no other: as few of the joined names
 * from the first as will do. Nodes of the same full name share it.
 */
public final class NodeNames {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\.\\[\\]{}()*+?^$|]");
  private static final String SEPARATOR = ";";

  private final Map<String, String> patterns = new HashMap<>();

  /** The names of a model's nodes. */
  public NodeNames(Model model) {
    Map<String, Integer> starts = new HashMap<>();
    List<String> names =
        model.graphs().stream()
            .flatMap(g -> g.nodes().stream())
            .map(NodeNames::full)
            .distinct()
            .toList();
    names.forEach(n -> starts(n).forEach(s -> starts.merge(s, 1, Integer::sum)));
    for (String name : names) {
      String start =
          starts(name).stream()
              .filter(s -> starts.getOrDefault(s, 0) == 1)
              .findFirst()
              .orElse(name);
      patterns.put(name, "^" + escaped(start) + (start.equals(name) ? "$" : "(;|$)"));
    }
  }

  /** The beginnings of a name that end with one of the names joined in it, the shortest first. */
  private static List<String> starts(String name) {
    return Pattern.compile(";|$")
        .matcher(name)
        .results()
        .map(m -> name.substring(0, m.start()))
        .filter(s -> !s.isEmpty())
        .distinct()
        .toList();
  }

  /** The full name of a node. */
  public static String full(Node node) {
    return node.outputs().stream().map(Tensor::name).collect(Collectors.joining(SEPARATOR));
  }

  /** The first of the names in a node's full name: for people, not always its own. */
  public static String first(Node node) {
    return full(node).split(SEPARATOR, 2)[0];
  }

  /** The expression that finds a node of the model and those of the same name only. */
  public String pattern(Node node) {
    return Objects.requireNonNull(patterns.get(full(node)), "not a node of the model");
  }

  /** An expression that finds the nodes with this name among those that are joined in theirs. */
  static String exactly(String name) {
    return "(^|;)" + escaped(name) + "(;|$)";
  }

  private static String escaped(String name) {
    return SPECIAL.matcher(name).replaceAll("\\\\$0");
  }
}
