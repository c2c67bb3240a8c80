package dev.octet.tune;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mixed precision: finds the fewest ops that must be int16 or float to keep the limit.
 *
 * <p>The ops that cost most get the choice first: how many of them it takes is found by doubling
 * and halving. Then what is not needed is given back, the cheap ones first: many at once, then
 * fewer.
 */
final class Mixing {
  private final Laboratory laboratory;
  private final Goal goal;
  private final Map<Integer, Trial> tried = new LinkedHashMap<>();

  Mixing(Laboratory laboratory, Goal goal) {
    this.laboratory = laboratory;
    this.goal = goal;
  }

  /**
   * Searches.
   *
   * @param base with all ops in integers
   * @param choices what ops may get, to be tried in this order
   */
  void mix(Trial base, List<Choice> choices) {
    List<String> ranking = choices.isEmpty() ? List.of() : laboratory.ranking(base.candidate());
    for (Choice choice : choices) {
      Optional<Trial> found = fewest(base, ranking, choice);
      if (found.isPresent()) {
        Trial pruned = new Pruning(laboratory, ranking).prune(found.get());
        if (choice == Choice.FLOAT && choices.contains(Choice.INT16X8)) {
          new Pruning(laboratory, ranking).lower(pruned, Choice.INT16X8);
        }
        if (goal.objective() != Objective.LATENCY) {
          return;
        }
      }
    }
  }

  private Optional<Trial> fewest(Trial base, List<String> ranking, Choice choice) {
    tried.clear();
    int fails = 0;
    int works = 1;
    while (!works(base, ranking, choice, Math.min(works, ranking.size()))) {
      if (works >= ranking.size()) {
        return Optional.empty();
      }
      fails = works;
      works *= 2;
    }
    works = Math.min(works, ranking.size());
    while (works - fails > 1) {
      int middle = (works + fails) / 2;
      if (works(base, ranking, choice, middle)) {
        works = middle;
      } else {
        fails = middle;
      }
    }
    return Optional.ofNullable(tried.get(works));
  }

  private boolean works(Trial base, List<String> ranking, Choice choice, int count) {
    if (count == 0) {
      return false;
    }
    Trial trial =
        laboratory.test(
            "%d %s in %s".formatted(count, count == 1 ? "op" : "ops", choice.text()),
            base.candidate().with(ranking.subList(0, count), choice),
            base);
    tried.put(count, trial);
    return laboratory.isWithin(trial);
  }
}
