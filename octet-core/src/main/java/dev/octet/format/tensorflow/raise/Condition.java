package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.Ref;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * When a node runs: where these predicates have these outcomes.
 *
 * @param outcomes by the predicate
 * @param never whether two of them contradict one another
 */
record Condition(Map<Ref, Outcome> outcomes, boolean never) {
  static final Condition ALWAYS = new Condition(Map.of(), false);
  static final Condition NEVER = new Condition(Map.of(), true);

  /** Copies the map. */
  Condition {
    outcomes = Map.copyOf(outcomes);
  }

  /**
   * What a predicate must be.
   *
   * @param value true or false
   * @param switched what the switches read that ask for it: the predicate, or what hands it on
   */
  record Outcome(boolean value, Ref switched) {}

  Condition and(Condition other) {
    if (never || other.never) {
      return NEVER;
    }
    if (other.outcomes.isEmpty() || equals(other)) {
      return this;
    }
    if (outcomes.isEmpty()) {
      return other;
    }
    var both = new HashMap<>(outcomes);
    for (Map.Entry<Ref, Outcome> e : other.outcomes.entrySet()) {
      Outcome before = both.putIfAbsent(e.getKey(), e.getValue());
      if (before != null && before.value() != e.getValue().value()) {
        return NEVER;
      }
    }
    return new Condition(both, false);
  }

  Condition and(Ref predicate, Outcome outcome) {
    return and(new Condition(Map.of(predicate, outcome), false));
  }

  Condition without(Ref predicate) {
    var others = new HashMap<>(outcomes);
    others.remove(predicate);
    return new Condition(others, never);
  }

  /** What must hold in both cases. */
  Condition common(Condition other) {
    var both = new HashMap<>(outcomes);
    both.entrySet().removeIf(e -> !other.has(e.getKey(), e.getValue().value()));
    return new Condition(both, false);
  }

  boolean has(Ref predicate, boolean value) {
    Outcome outcome = outcomes.get(predicate);
    return outcome != null && outcome.value() == value;
  }

  boolean has(Ref predicate) {
    return outcomes.containsKey(predicate);
  }

  /** Whether these are the same outcomes, whichever switches ask for them. */
  boolean isLike(Condition other) {
    return outcomes.size() == other.outcomes.size()
        && outcomes.entrySet().stream().allMatch(e -> other.has(e.getKey(), e.getValue().value()));
  }

  Set<Ref> predicates() {
    return outcomes.keySet();
  }
}
