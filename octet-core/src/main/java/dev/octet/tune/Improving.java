package dev.octet.tune;

import dev.octet.plan.Improvement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Adds improvements, cheap ones first, and keeps what gains, until the limit is kept. All ops stay
 * what the recipe makes them.
 */
final class Improving {
  /** What is tried one after the other; of those in a line at most one is kept. */
  private static final List<List<Improvement>> ORDER =
      List.of(
          List.of(Improvement.EQUALIZE),
          List.of(Improvement.ABSORB_HIGH_BIAS),
          List.of(Improvement.BIAS_CORRECTION),
          List.of(Improvement.CLIP_WEIGHTS),
          List.of(
              Improvement.MSE_RANGES, Improvement.PERCENTILE_RANGES, Improvement.ENTROPY_RANGES),
          List.of(Improvement.ROUND_WEIGHTS));

  private final Laboratory laboratory;
  private final Set<Improvement> possible;

  Improving(Laboratory laboratory, List<Improvement> possible) {
    this.laboratory = laboratory;
    this.possible = EnumSet.noneOf(Improvement.class);
    this.possible.addAll(possible);
  }

  /** The first candidate that keeps the limit, or the best there is. */
  Trial improve(Trial plain) {
    Trial best = plain;
    for (List<Improvement> alternatives : ORDER) {
      Trial before = best;
      for (Improvement improvement : alternatives) {
        if (laboratory.isWithin(best)) {
          return best;
        }
        if (possible.contains(improvement)) {
          Trial trial =
              laboratory.test(
                  "+ " + improvement.text(), before.candidate().with(improvement), best);
          best = trial.beats(best) || laboratory.isWithin(trial) ? trial : best;
        }
      }
    }
    return best;
  }
}
