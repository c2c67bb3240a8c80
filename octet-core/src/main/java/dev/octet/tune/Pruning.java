package dev.octet.tune;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;

/** Changes as many nodes of a candidate as the limit allows: many at once, then fewer. */
final class Pruning {
  private final Laboratory laboratory;
  private final List<String> ranking;

  /**
   * A pruning.
   *
   * @param ranking of nodes, the one first that costs most; it is the last to be tried
   */
  Pruning(Laboratory laboratory, List<String> ranking) {
    this.laboratory = laboratory;
    this.ranking = ranking;
  }

  /** Gives nodes back to what the recipe says. */
  Trial prune(Trial start) {
    return change(
        start,
        cheapFirst(start.candidate().choices().keySet()),
        "back to the recipe",
        (trial, part) -> trial.candidate().without(part));
  }

  /** Has nodes make do with another choice. */
  Trial lower(Trial start, List<String> nodes, Choice choice) {
    return change(
        start,
        cheapFirst(nodes),
        "to " + choice.text(),
        (trial, part) -> trial.candidate().with(part, choice));
  }

  /** Gives more nodes a choice. */
  Trial raise(Trial start, List<String> nodes, Choice choice) {
    return change(
        start, nodes, "to " + choice.text(), (trial, part) -> trial.candidate().with(part, choice));
  }

  private List<String> cheapFirst(Collection<String> nodes) {
    var sorted = new ArrayList<>(ranking);
    sorted.retainAll(nodes);
    Collections.reverse(sorted);
    return sorted;
  }

  private Trial change(
      Trial start,
      List<String> nodes,
      String where,
      BiFunction<Trial, List<String>, Candidate> change) {
    Trial best = start;
    var left = new ArrayList<>(nodes);
    for (int size = nodes.size(); size >= 1; size = size == 1 ? 0 : (size + 1) / 2) {
      for (int from = 0; from < left.size(); ) {
        List<String> part = List.copyOf(left.subList(from, Math.min(from + size, left.size())));
        String what =
            (part.size() == 1 ? Candidate.name(part.getFirst()) : part.size() + " ops")
                + " "
                + where;
        Trial trial = laboratory.test(what, change.apply(best, part), best);
        if (laboratory.isWithin(trial)) {
          best = trial;
          left.subList(from, from + part.size()).clear();
        } else {
          from += part.size();
        }
      }
    }
    return best;
  }
}
