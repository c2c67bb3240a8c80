package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts which class is taken for which, on one thread. */
final class Counts {
  /** With more classes there is no matrix. */
  static final int MOST_CLASSES = 1024;

  private final int ignored;
  private long[][] counts = {};
  private long[] unanswered = {};

  /**
   * Counts nothing yet.
   *
   * @param ignored the class of mask elements that do not count
   */
  Counts(int ignored) {
    this.ignored = ignored;
  }

  /** Counts a sample with a class. */
  void sample(Shot shot) {
    if (shot.classes() <= MOST_CLASSES) {
      grow(shot.classes());
      count(shot.truth().label(), shot.isFinite() ? shot.best() : -1);
    }
  }

  /**
   * Counts the elements of a mask: there is a score for each class along the last axis, or the
   * class itself is given.
   *
   * @throws OctetException {@code BAD_DATA} for a class that there is no score for
   */
  void mask(Shot shot) {
    double @Nullable [] target = shot.truth().target();
    if (target == null) {
      return;
    }
    double[] values = shot.values();
    int scores = values.length / target.length;
    boolean areClasses = scores == 1 && shot.givesClasses();
    int classes = areClasses ? 1 + highest(target, values) : scores == 1 ? 2 : scores;
    if (classes > MOST_CLASSES) {
      throw bad("there are %d classes, more than %d".formatted(classes, MOST_CLASSES), shot);
    }
    grow(classes);
    for (int i = 0; i < target.length; i++) {
      int actual = (int) target[i];
      if (actual == ignored) {
        continue;
      }
      if (actual < 0 || actual >= classes) {
        throw bad(
                "element %d of the mask is %d, the output has %d classes"
                    .formatted(i, actual, classes),
                shot)
            .advise("classes count from 0; what is not to count is given by --ignore-index");
      }
      int given =
          areClasses ? (int) values[i] : Shot.best(values, Math.multiplyExact(i, scores), scores);
      count(actual, shot.isFinite() ? given : -1);
    }
  }

  private int highest(double[] target, double[] values) {
    double highest = 0;
    for (int i = 0; i < target.length; i++) {
      highest = Math.max(highest, values[i]);
      if (target[i] != ignored) {
        highest = Math.max(highest, target[i]);
      }
    }
    return (int) Math.min(highest, MOST_CLASSES);
  }

  private static OctetException bad(String what, Shot shot) {
    return new OctetException(ErrorCode.BAD_DATA, what).in("sample " + shot.sample());
  }

  private void count(int actual, int given) {
    if (given >= 0) {
      counts[actual][given]++;
    } else {
      unanswered[actual]++;
    }
  }

  private void grow(int classes) {
    int before = counts.length;
    if (classes > before) {
      counts = Arrays.copyOf(counts, classes);
      for (int i = 0; i < classes; i++) {
        counts[i] = i < before ? Arrays.copyOf(counts[i], classes) : new long[classes];
      }
      unanswered = Arrays.copyOf(unanswered, classes);
    }
  }

  /** Adds what another thread has counted. */
  void add(Counts other) {
    grow(other.counts.length);
    for (int i = 0; i < other.counts.length; i++) {
      unanswered[i] += other.unanswered[i];
      for (int j = 0; j < other.counts.length; j++) {
        counts[i][j] += other.counts[i][j];
      }
    }
  }

  /**
   * The matrix, or null where nothing was counted.
   *
   * @param names of the classes; passed over where they are not as many
   */
  @Nullable Confusion confusion(List<String> names) {
    return counts.length == 0
        ? null
        : new Confusion(counts, unanswered, names.size() == counts.length ? names : List.of());
  }
}
