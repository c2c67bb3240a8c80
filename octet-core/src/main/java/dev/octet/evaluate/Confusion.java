package dev.octet.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each class was taken for which: of samples, or of the elements of masks.
 *
 * <p>What would divide by 0 is 0, as scikit-learn has it: the precision of a class that was never
 * given, the recall of one that does not occur. Means are over the classes that occur or were
 * given.
 */
public final class Confusion {
  private final long[][] counts;
  private final long[] unanswered;
  private final List<String> names;

  /**
   * A confusion matrix.
   *
   * @param counts by the right class, then by the given one; square
   * @param unanswered by the right class, how often no class was given: the output was no number
   * @param names of the classes; none, or one each
   */
  public Confusion(long[][] counts, long[] unanswered, List<String> names) {
    this.counts = new long[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i].length != counts.length) {
        throw new IllegalArgumentException("not square");
      }
      this.counts[i] = counts[i].clone();
    }
    if (unanswered.length != counts.length) {
      throw new IllegalArgumentException(unanswered.length + " for " + counts.length + " classes");
    }
    this.unanswered = unanswered.clone();
    if (!names.isEmpty() && names.size() != counts.length) {
      throw new IllegalArgumentException(names.size() + " names, " + counts.length + " classes");
    }
    this.names = List.copyOf(names);
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** The name of a class; its number where it has no other. */
  public String name(int c) {
    return names.isEmpty() ? Integer.toString(c) : names.get(c);
  }

  /** How often a class was taken for another, or (both the same) for itself. */
  public long count(int actual, int given) {
    return counts[actual][given];
  }

  /** How often a class occurs and the output was no number, so that no class was given. */
  public long unanswered(int c) {
    return unanswered[c];
  }

  /** How often a class occurs. */
  public long support(int c) {
    return Arrays.stream(counts[c]).sum() + unanswered[c];
  }

  /** How often a class was given, rightly or not. */
  public long given(int c) {
    return Arrays.stream(counts).mapToLong(row -> row[c]).sum();
  }

  /** How many were counted. */
  public long total() {
    return IntStream.range(0, classes()).mapToLong(this::support).sum();
  }

  /** The part that is right. */
  public double accuracy() {
    return share(IntStream.range(0, classes()).mapToLong(c -> counts[c][c]).sum(), total());
  }

  /** The part of what was given as a class that is of it. */
  public double precision(int c) {
    return share(counts[c][c], given(c));
  }

  /** The part of a class that was given as such: its accuracy. */
  public double recall(int c) {
    return share(counts[c][c], support(c));
  }

  /** The harmonic mean of precision and recall. */
  public double f1(int c) {
    return share(2 * counts[c][c], given(c) + support(c));
  }

  /** The intersection of what is of a class and what was given as such, by their union. */
  public double iou(int c) {
    return share(counts[c][c], given(c) + support(c) - counts[c][c]);
  }

  /** The mean of a figure over classes that occur or were given, each counting the same. */
  public double macro(IntToDoubleFunction ofClass) {
    return IntStream.range(0, classes())
        .filter(this::isSeen)
        .mapToDouble(ofClass)
        .average()
        .orElse(0);
  }

  /** The mean of a figure over classes, each counting as often as it occurs. */
  public double weighted(IntToDoubleFunction ofClass) {
    double sum =
        IntStream.range(0, classes()).mapToDouble(c -> support(c) * ofClass.applyAsDouble(c)).sum();
    return total() == 0 ? 0 : sum / total();
  }

  private boolean isSeen(int c) {
    return support(c) + given(c) > 0;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : part / (double) whole;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Confusion c
        && Arrays.deepEquals(counts, c.counts)
        && Arrays.equals(unanswered, c.unanswered)
        && names.equals(c.names);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(counts) * 31 + Arrays.hashCode(unanswered) * 7 + names.hashCode();
  }
}
