package dev.octet.tune;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Mixed precision: finds the fewest ops that must be int16 or float to keep the limit.
 *
 * <p>The ops that cost most get the choice first: how many of them it takes is found by doubling
 * and halving. Then what is not needed is given back, the cheap ones first: many at once, then
 * fewer. Where int16 alone is not enough but helps, float comes on top of it, so that few ops lose
 * their integers.
 */
final class Mixing {
  private final Laboratory laboratory;
  private final Goal goal;
  private final Map<Integer, Trial> tried = new HashMap<>();

  Mixing(Laboratory laboratory, Goal goal) {
    this.laboratory = laboratory;
    this.goal = goal;
  }

  /**
   * Searches.
   *
   * @param base with all ops in integers
   * @param choices what ops may get, of int16 and float
   */
  void mix(Trial base, List<Choice> choices) {
    if (choices.isEmpty()) {
      return;
    }
    List<String> ranking = laboratory.ranking(base.candidate());
    boolean isKept = choices.contains(Choice.INT16X8) && mixInt16(base, ranking, choices);
    if (choices.contains(Choice.FLOAT) && (!isKept || goal.objective() == Objective.LATENCY)) {
      mixFloat(base, ranking, choices);
    }
  }

  /** Int16 for as few as will do; if all of them will not, float for some of them. */
  private boolean mixInt16(Trial base, List<String> ranking, List<Choice> choices) {
    Optional<Trial> found = fewest(base, ranking, Choice.INT16X8);
    Trial all = tried.get(ranking.size());
    if (found.isEmpty() && all != null && choices.contains(Choice.FLOAT)) {
      found = all.beats(base) ? floatOnTop(all) : Optional.empty();
    }
    found.ifPresent(f -> new Pruning(laboratory, ranking).prune(f));
    return found.isPresent();
  }

  private Optional<Trial> floatOnTop(Trial int16) {
    List<String> ranking = laboratory.ranking(int16.candidate());
    return fewest(int16, ranking, Choice.FLOAT)
        .map(
            f -> {
              List<String> floats = f.candidate().nodes(Choice.FLOAT);
              return new Pruning(laboratory, ranking).lower(f, floats, Choice.INT16X8);
            });
  }

  private void mixFloat(Trial base, List<String> ranking, List<Choice> choices) {
    Optional<Trial> found = fewest(base, ranking, Choice.FLOAT);
    if (found.isPresent()) {
      Trial pruned = new Pruning(laboratory, ranking).prune(found.get());
      if (choices.contains(Choice.INT16X8)) {
        List<String> floats = pruned.candidate().nodes(Choice.FLOAT);
        var _ = new Pruning(laboratory, ranking).lower(pruned, floats, Choice.INT16X8);
      }
    }
  }

  /** The fewest ops of the ranking, from its start, that keep the limit with a choice. */
  private Optional<Trial> fewest(Trial base, List<String> ranking, Choice choice) {
    tried.clear();
    if (ranking.isEmpty()) {
      return Optional.empty();
    }
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
