package dev.octet.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Pareto front: the trials to which no other is preferable, which means no worse in drop,
 * bytes, latency and integer share, and better in one of them.
 */
final class Front {
  /** Latencies that differ by less are the same. */
  private static final double NOISE = 1.05;

  private Front() {}

  /**
   * Those of the trials that are on the front, the least drop first; one for each model.
   *
   * @param reference the float model, which may keep trials off it
   */
  static List<Trial> of(List<Trial> trials, Measure reference) {
    var models = new LinkedHashMap<String, Trial>();
    for (Trial trial : trials) {
      Measure measure = trial.measure();
      if (measure != null) {
        models.merge(measure.model(), trial, Front::simpler);
      }
    }
    var all = new ArrayList<>(models.values());
    List<Measure> rivals = new ArrayList<>();
    rivals.add(reference);
    all.forEach(t -> rivals.add(measure(t)));
    return all.stream()
        .filter(t -> rivals.stream().noneMatch(r -> isPreferable(r, measure(t))))
        .sorted(Comparator.comparingDouble(t -> measure(t).drop()))
        .toList();
  }

  private static Trial simpler(Trial one, Trial other) {
    return size(other) < size(one) ? other : one;
  }

  private static int size(Trial trial) {
    return trial.candidate().choices().size() + trial.candidate().improvements().size();
  }

  private static Measure measure(Trial trial) {
    return Objects.requireNonNull(trial.measure());
  }

  static boolean isPreferable(@Nullable Measure one, Measure other) {
    return one != null
        && one.drop() <= other.drop()
        && one.bytes() <= other.bytes()
        && one.latency() <= other.latency() * NOISE
        && one.integerShare() >= other.integerShare()
        && (one.drop() < other.drop()
            || one.bytes() < other.bytes()
            || one.latency() * NOISE < other.latency()
            || one.integerShare() > other.integerShare());
  }
}
