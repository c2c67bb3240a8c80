package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The nodes of a graph by the names that a user gives, such as {@code x}, {@code x:0}. */
final class NodeNames {
  private static final int SHOWN = 8;

  private final Map<String, NodeDef> nodes = new HashMap<>();

  NodeNames(Collection<NodeDef> all) {
    all.forEach(n -> nodes.put(n.name(), n));
  }

  /** A node that is there. */
  NodeDef node(Ref ref) {
    NodeDef node = nodes.get(ref.node());
    if (node == null) {
      throw new IllegalStateException("unchecked name: " + ref);
    }
    return node;
  }

  /**
   * The results that these names mean.
   *
   * @param what they are, for messages: inputs or outputs
   * @param likely the names of nodes that they could be
   * @throws OctetException {@code USAGE} for a name that is not there, or is there twice
   */
  List<Ref> refs(List<String> names, String what, List<String> likely) {
    Set<Ref> seen = new HashSet<>();
    List<Ref> refs = names.stream().map(name -> ref(name, what, likely)).toList();
    for (Ref ref : refs) {
      if (!seen.add(ref)) {
        throw new OctetException(
                ErrorCode.USAGE, "%s is among the %s twice".formatted(port(ref), what))
            .advise("name each once");
      }
    }
    return refs;
  }

  private Ref ref(String name, String what, List<String> likely) {
    Ref ref = Ref.of(name);
    if (nodes.containsKey(ref.node())) {
      return ref;
    }
    List<String> near = near(ref.node());
    List<String> shown = near.isEmpty() ? likely : near;
    throw new OctetException(ErrorCode.USAGE, "there is no node '%s'".formatted(ref.node()))
        .advise(
            shown.isEmpty()
                ? "name nodes of the graph as " + what
                : "there is " + String.join(", ", shown.stream().limit(SHOWN).toList()));
  }

  /** What a signature calls a result: the node, with a number for one that is not its first. */
  static String port(Ref ref) {
    return ref.index() == 0 ? ref.node() : ref.node() + ":" + ref.index();
  }

  /** Names that are much like this one, the likest first. */
  private List<String> near(String name) {
    record Near(String name, int distance) {}
    String wanted = plain(name);
    String last = plain(name.substring(name.lastIndexOf('/') + 1));
    int most = Math.max(2, wanted.length() / 3);
    Stream<Near> all =
        nodes.keySet().stream()
            .filter(n -> Math.abs(n.length() - wanted.length()) <= most || plain(n).contains(last))
            .map(n -> new Near(n, distance(plain(n), wanted)));
    return all.filter(n -> n.distance() <= most || plain(n.name()).contains(last))
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .map(Near::name)
        .limit(SHOWN)
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be changed, added or left out. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = corner + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
