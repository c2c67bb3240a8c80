package dev.octet.tune;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param goal what it was for
 * @param reference what the float model is worth, or null if the search ended before that was known
 * @param steps the trials, in order
 * @param best the trial that keeps the limit and is best by the objective; where none keeps it, the
 *     one with the least drop; null where nothing could be measured
 * @param within whether it keeps the limit
 * @param front the trials to which no other is preferable in drop, bytes, latency and integer share
 * @param ended why the search ended before it was done; empty when it was
 * @param time it took
 */
public record Result(
    Goal goal,
    @Nullable Measure reference,
    List<Step> steps,
    @Nullable Trial best,
    boolean within,
    List<Trial> front,
    String ended,
    Duration time) {
  /** Copies the lists. */
  public Result {
    steps = List.copyOf(steps);
    front = List.copyOf(front);
  }

  /** How many trials were known from an earlier run. */
  public long remembered() {
    return steps.stream()
        .filter(Step::remembered)
        .map(s -> s.trial().candidate())
        .distinct()
        .count();
  }
}
