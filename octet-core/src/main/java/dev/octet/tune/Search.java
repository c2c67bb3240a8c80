package dev.octet.tune;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the best quantized model that keeps a limit.
 *
 * <ol>
 *   <li>the recipe as it is;
 *   <li>improvements, which cost nothing when the model runs ({@link Improving});
 *   <li>mixed precision, the fewest ops in int16 or float ({@link Mixing});
 *   <li>once the limit is kept, what the recipe would rather keep in float in integers, too, where
 *       integers are the objective.
 * </ol>
 *
 * <p>It ends as soon as the limit is kept and nothing is left to gain, or at the deadline. The
 * order of trials depends on what was measured only, so that a search that goes on with an older
 * one's memory goes the same way.
 */
public final class Search {
  private final Workbench bench;
  private final Goal goal;
  private final Deadline deadline;
  private final Laboratory laboratory;

  /** A search that is yet to be run. */
  public Search(Workbench bench, Goal goal, Memory memory, Deadline deadline, Watcher watcher) {
    this.bench = bench;
    this.goal = goal;
    this.deadline = deadline;
    this.laboratory = new Laboratory(bench, memory, deadline, watcher, goal.maxDrop());
  }

  /**
   * Searches.
   *
   * @throws OctetException for samples or a metric that do not fit, or {@code NOT_QUANTIZABLE} when
   *     not even the recipe as it is can be carried out
   */
  public Result run() {
    Measure reference = null;
    String ended = "";
    try {
      reference = laboratory.reference();
      search();
    } catch (Deadline.Passed e) {
      ended = Objects.requireNonNull(e.getMessage());
    }
    return result(reference, ended);
  }

  private void search() {
    Trial plain = laboratory.test("plain", Candidate.PLAIN, null);
    if (plain.measure() == null) {
      throw new OctetException(ErrorCode.NOT_QUANTIZABLE, plain.failure());
    }
    Trial improved = new Improving(laboratory, bench.improvements()).improve(plain);
    if (!laboratory.isWithin(improved)) {
      new Mixing(laboratory, goal).mix(improved, choices());
    }
    if (goal.objective() == Objective.INTEGER_OPS) {
      best().filter(laboratory::isWithin).ifPresent(this::moreIntegers);
    }
  }

  /** Int16 keeps integers; float is mostly the faster of the two. */
  private List<Choice> choices() {
    var choices = new ArrayList<>(List.of(Choice.INT16X8, Choice.FLOAT));
    choices.retainAll(bench.choices());
    return choices;
  }

  /** Asks by name for integers where a recipe for all keeps floats. */
  private void moreIntegers(Trial best) {
    for (Choice choice : List.of(Choice.INT16X8, Choice.INT8)) {
      List<String> held = laboratory.built(best.candidate()).heldFloat();
      if (bench.choices().contains(choice) && !held.isEmpty()) {
        best = new Pruning(laboratory, List.of()).raise(best, held, choice);
      }
    }
  }

  private Optional<Trial> best() {
    List<Trial> measured = measured();
    Optional<Trial> within =
        measured.stream().filter(laboratory::isWithin).min(goal.objective().order());
    return within.isPresent()
        ? within
        : measured.stream()
            .min(
                Comparator.comparingDouble((Trial t) -> Objects.requireNonNull(t.measure()).drop())
                    .thenComparing(goal.objective().order()));
  }

  private List<Trial> measured() {
    return laboratory.steps().stream()
        .map(Step::trial)
        .filter(t -> t.measure() != null)
        .distinct()
        .toList();
  }

  private Result result(@Nullable Measure reference, String ended) {
    Optional<Trial> best = best();
    return new Result(
        goal,
        reference,
        laboratory.steps(),
        best.orElse(null),
        best.filter(laboratory::isWithin).isPresent(),
        reference == null ? List.of() : Front.of(measured(), reference),
        ended,
        deadline.elapsed());
  }
}
