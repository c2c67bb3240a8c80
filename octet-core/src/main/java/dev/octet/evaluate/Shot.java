package dev.octet.evaluate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a model gave for a sample, beside what is right and what the first model gave. One thread
 * has one for each model and uses it over and over: nothing of it may be kept.
 */
final class Shot {
  private static final double THRESHOLD = 0.5;

  private final @Nullable Shot first;
  private final Truth truth;
  private int sample;
  private double[] values = {};
  private int[] dims = {};
  private boolean finite;
  private boolean givesClasses;

  /**
   * A place for outputs.
   *
   * @param first where the first model's are, or null for the first model itself
   * @param truth where the right answer is
   */
  Shot(@Nullable Shot first, Truth truth) {
    this.first = first;
    this.truth = truth;
  }

  /**
   * Takes the output for a sample.
   *
   * @param areIntegers whether the output's type is one of integers that stand for themselves
   */
  void take(int newSample, double[] newValues, int[] newDims, boolean areIntegers) {
    givesClasses = areIntegers;
    sample = newSample;
    values = newValues;
    dims = newDims;
    finite = isFinite(newValues);
  }

  int sample() {
    return sample;
  }

  /** The elements of the output as reals. */
  double[] values() {
    return values;
  }

  int[] dims() {
    return dims;
  }

  /** Whether there are neither NaN nor infinities. */
  boolean isFinite() {
    return finite;
  }

  /** Whether the elements are integers that stand for themselves, so that they may be classes. */
  boolean givesClasses() {
    return givesClasses;
  }

  /** The first model's, or null for the first model itself. */
  @Nullable Shot first() {
    return first;
  }

  Truth truth() {
    return truth;
  }

  /** How many classes there are scores for: a single number is the probability of the second. */
  int classes() {
    return classes(dims);
  }

  static int classes(int[] dims) {
    int last = dims.length == 0 ? 1 : dims[dims.length - 1];
    return last == 1 ? 2 : last;
  }

  /** The first class with the greatest score, as {@code numpy.argmax} has it. */
  int best() {
    return best(values, 0, values.length);
  }

  /** The first place of the greatest of some elements, or of a single one the side of one half. */
  static int best(double[] values, int from, int count) {
    if (count == 1) {
      return values[from] > THRESHOLD ? 1 : 0;
    }
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  /** How many classes stand before this one; of equal scores the lower class stands first. */
  int rank(int label) {
    if (values.length == 1) {
      return best() == label ? 0 : 1;
    }
    double score = values[label];
    int before = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > score || (values[i] == score && i < label)) {
        before++;
      }
    }
    return before;
  }

  static boolean isFinite(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v * 0; // NaN for what is not finite, else 0
    }
    return sum == 0;
  }

  @Override
  public String toString() {
    return "sample " + sample + Arrays.toString(dims);
  }
}
