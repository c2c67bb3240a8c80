package dev.octet.tune;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A candidate that was tried.
 *
 * @param candidate what was tried
 * @param measure what it is worth, or null if it could not be built or did not run
 * @param failure why not; empty where it could
 * @param time what the trial took
 */
public record Trial(Candidate candidate, @Nullable Measure measure, String failure, Duration time) {
  /** It went well. */
  static Trial measured(Candidate candidate, Measure measure, Duration time) {
    return new Trial(candidate, measure, "", time);
  }

  /** It could not be. */
  static Trial failed(Candidate candidate, String why, Duration time) {
    return new Trial(candidate, null, why, time);
  }

  /** Whether it loses no more than that. */
  public boolean isWithin(double maxDrop) {
    return measure != null && measure.drop() <= maxDrop;
  }

  /** Whether this was clearly better than another; one that failed never is. */
  boolean beats(Trial other) {
    return measure != null && (other.measure == null || measure.beats(other.measure));
  }
}
