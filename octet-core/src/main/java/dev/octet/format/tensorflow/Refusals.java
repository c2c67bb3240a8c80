package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All that cannot be converted of a model, so that one error can say it at once. */
final class Refusals {
  private static final int SHOWN = 5;

  /** Nodes by what is wrong with them. */
  private final Map<String, List<String>> nodes = new LinkedHashMap<>();

  private final List<String> advice = new ArrayList<>();
  private boolean missing;

  /** Notes that LiteRT has no such op. */
  void unknown(NodeDef node) {
    missing = true;
    note("there is no rule for %s".formatted(node.op()), node.name());
  }

  /** Notes that a node cannot be converted as it is. */
  void refused(NodeDef node, OctetException why) {
    note("%s: %s".formatted(node.op(), why.what()), node.name());
    if (!why.advice().isEmpty() && !advice.contains(why.advice())) {
      advice.add(why.advice());
    }
  }

  /** Takes over what another one noted. */
  void addAll(Refusals others) {
    others.nodes.forEach((what, names) -> names.forEach(name -> note(what, name)));
    others.advice.stream().filter(a -> !advice.contains(a)).forEach(advice::add);
    missing |= others.missing;
  }

  /** Whether nothing was noted. */
  boolean isEmpty() {
    return nodes.isEmpty();
  }

  private void note(String what, String name) {
    List<String> names = nodes.computeIfAbsent(what, _ -> new ArrayList<>());
    if (!names.contains(name)) {
      names.add(name);
    }
  }

  /**
   * Throws what there is to say.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} that names each op and its nodes
   */
  void check() {
    if (nodes.isEmpty()) {
      return;
    }
    String all =
        nodes.entrySet().stream()
            .map(e -> "%s (%s)".formatted(e.getKey(), names(e.getValue())))
            .collect(Collectors.joining("; "));
    var next = new ArrayList<>(advice);
    if (missing) {
      next.add("--allow-custom-ops keeps ops without a rule as custom ops");
    }
    throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "some ops cannot be converted: " + all)
        .advise(String.join("; ", next));
  }

  private static String names(List<String> names) {
    String shown =
        names.stream().limit(SHOWN).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    int left = names.size() - SHOWN;
    return left <= 0 ? shown : "%s and %d more".formatted(shown, left);
  }
}
