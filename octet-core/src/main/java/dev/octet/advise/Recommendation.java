package dev.octet.advise;

import dev.octet.plan.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do.
 *
 * @param mode the mode to take; null to leave the model as it is, or where something else comes
 *     first
 * @param headline a sentence
 * @param why the reasons, a sentence each
 * @param next what to run, in order
 * @param watch what may go wrong or disappoint, a sentence each
 */
public record Recommendation(
    @Nullable Mode mode, String headline, List<String> why, List<Step> next, List<String> watch) {
  /** Copies the lists. */
  public Recommendation {
    why = List.copyOf(why);
    next = List.copyOf(next);
    watch = List.copyOf(watch);
  }

  /**
   * Something to run.
   *
   * @param purpose what for
   * @param command the whole line; words in capitals stand for the user's own files
   */
  public record Step(String purpose, String command) {}
}
