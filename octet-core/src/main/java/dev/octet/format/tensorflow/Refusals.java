package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that cannot be converted of a model, so that one error can say it at once: first each op
 * without a rule, then what is wrong with nodes of others, in the order of the graph; of each the
 * first nodes by their names.
 */
final class Refusals {
  private static final int NODES = 5;
  private static final int OPS = 200;
  private static final int REASONS = 40;
  private static final int ADVICE = 8;
  private static final int LONGEST = 120;

  /** Nodes by their op, of which there is no rule. */
  private final Map<String, Set<String>> unknown = new LinkedHashMap<>();

  /** Nodes by what is wrong with them. */
  private final Map<String, Set<String>> refused = new LinkedHashMap<>();

  private final Set<String> advice = new LinkedHashSet<>();
  private boolean mayBeCustom;

  /** Notes that LiteRT has no such op. */
  void unknown(NodeDef node) {
    note(unknown, node.op(), node.name());
    OpAdvice.of(node.op()).ifPresentOrElse(advice::add, () -> mayBeCustom = true);
  }

  /** Notes that a node cannot be converted as it is. */
  void refused(NodeDef node, OctetException why) {
    note(refused, "%s: %s".formatted(node.op(), why.what()), node.name());
    if (!why.advice().isEmpty()) {
      advice.add(why.advice());
    }
  }

  /** Takes over what another one noted. */
  void addAll(Refusals others) {
    others.unknown.forEach((op, names) -> names.forEach(name -> note(unknown, op, name)));
    others.refused.forEach((what, names) -> names.forEach(name -> note(refused, what, name)));
    advice.addAll(others.advice);
    mayBeCustom |= others.mayBeCustom;
  }

  /** Whether nothing was noted. */
  boolean isEmpty() {
    return size() == 0;
  }

  /** Adds what to do about all that is refused. */
  void advise(String next) {
    advice.add(next);
  }

  private static void note(Map<String, Set<String>> notes, String what, String name) {
    notes.computeIfAbsent(what, _ -> new LinkedHashSet<>()).add(name);
  }

  /** How many there are, by which callers see whether more came. */
  int size() {
    return unknown.values().stream().mapToInt(Set::size).sum()
        + refused.values().stream().mapToInt(Set::size).sum();
  }

  /**
   * Throws what there is to say.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} that names each op and its nodes
   */
  void check() {
    if (unknown.isEmpty() && refused.isEmpty()) {
      return;
    }
    var all = new ArrayList<String>();
    if (!unknown.isEmpty()) {
      all.add("there is no rule for " + listed(unknown, OPS, ", "));
    }
    if (!refused.isEmpty()) {
      all.add(listed(refused, REASONS, "; "));
    }
    List<String> next = new ArrayList<>(advice.stream().limit(ADVICE).toList());
    if (mayBeCustom) {
      next.add("--allow-custom-ops keeps ops without a rule as custom ops");
    }
    throw new OctetException(
            ErrorCode.UNSUPPORTED_MODEL, "some ops cannot be converted: " + String.join("; ", all))
        .advise(String.join("; ", next));
  }

  private static String listed(Map<String, Set<String>> notes, int most, String between) {
    String shown =
        notes.entrySet().stream()
            .limit(most)
            .map(e -> "%s (%s)".formatted(e.getKey(), names(e.getValue())))
            .collect(Collectors.joining(between));
    int left = notes.size() - most;
    return left <= 0 ? shown : "%s%sand %d more".formatted(shown, between, left);
  }

  private static String names(Collection<String> names) {
    String shown =
        names.stream()
            .limit(NODES)
            .map(n -> "'" + shortened(n) + "'")
            .collect(Collectors.joining(", "));
    int left = names.size() - NODES;
    return left <= 0 ? shown : "%s and %d more".formatted(shown, left);
  }

  /** The end of a name tells more than its scopes. */
  private static String shortened(String name) {
    return name.length() <= LONGEST ? name : "…" + name.substring(name.length() - LONGEST);
  }
}
