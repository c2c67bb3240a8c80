package dev.octet.advise;

import dev.octet.model.Node;
import dev.octet.op.OpRow.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The ops that a target takes, and what it demands of them. A value. */
final class OpList {
  private final boolean everything;
  private final List<Condition> always;
  private final Map<String, List<Condition>> builtin;
  private final Set<String> custom;

  private OpList(
      boolean everything,
      List<Condition> always,
      Map<String, List<Condition>> builtin,
      Set<String> custom) {
    this.everything = everything;
    this.always = List.copyOf(always);
    this.builtin = Map.copyOf(builtin);
    this.custom = Set.copyOf(custom);
  }

  /** A target that is asked itself. */
  static OpList everything() {
    return new OpList(true, List.of(), Map.of(), Set.of());
  }

  /** Why the target does not take a node; empty if it does. */
  Optional<String> refusal(Node node) {
    if (everything) {
      return Optional.empty();
    }
    if (node.operation().custom()) {
      return custom.contains(node.op()) ? Optional.empty() : Optional.of("it is a custom op");
    }
    List<Condition> conditions = builtin.get(node.op());
    if (conditions == null) {
      return Optional.of("the op is not in its list");
    }
    return failing(always, node).or(() -> failing(conditions, node));
  }

  private static Optional<String> failing(List<Condition> conditions, Node node) {
    return conditions.stream()
        .filter(c -> !c.holds().test(node))
        .map(Condition::reason)
        .findFirst();
  }

  /** Makes a list, row by row. */
  static final class Rows {
    private final List<Condition> always;
    private final Map<String, List<Condition>> builtin = new HashMap<>();
    private final Set<String> custom = new HashSet<>();

    /** Starts with what is demanded of every op. */
    Rows(Condition... always) {
      this.always = List.of(always);
    }

    /** Takes these ops, by names with blanks between. */
    Rows take(String ops, Condition... conditions) {
      for (String op : ops.strip().split("\\s+", -1)) {
        var all = new ArrayList<>(builtin.getOrDefault(op, List.of()));
        all.addAll(List.of(conditions));
        builtin.put(op, all);
      }
      return this;
    }

    /** Takes custom ops of these codes. */
    Rows takeCustom(String codes) {
      custom.addAll(List.of(codes.strip().split("\\s+", -1)));
      return this;
    }

    OpList build() {
      return new OpList(false, always, builtin, custom);
    }
  }
}
