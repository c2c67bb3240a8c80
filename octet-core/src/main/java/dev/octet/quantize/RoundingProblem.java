package dev.octet.quantize;

import java.util.Arrays;

/**
 * To round the weights that meet in an output value so that its error is small over the inputs they
 * meet: minimise {@code Δᵀ H Δ}, where Δ are the weights' errors and H tells how inputs vary
 * together (Nagel et al. 2020, "Up or Down?", arXiv 2004.10568, section 3.2). Each weight may go up
 * or down.
 *
 * <p>Two starts are improved until no single weight that goes the other way helps: all weights
 * rounded to the nearest, and one weight after the other rounded so that it makes up best for those
 * before (by the factors of {@code H = L D Lᵀ}). The better one is taken.
 *
 * <p>H comes of a sample and is not exact: it is drawn towards a multiple of the identity, the more
 * the fewer patches were seen (the shrinkage of Chen et al. 2010, "OAS"), and by a hundredth at
 * least.
 */
final class RoundingProblem {
  /** The least weight of the identity. */
  private static final double DAMPING = 0.01;

  private static final int MOST_ROUNDS = 100;

  private final int size;
  private final double[][] matrix;
  private final double[][] factors;
  private final double damping;

  /**
   * A problem.
   *
   * @param triangle of H, row by row
   * @param count of patches that it was made from
   */
  RoundingProblem(double[] triangle, int size, long count) {
    this.size = size;
    double trace = 0;
    double squares = 0;
    for (int i = 0, at = 0; i < size; i++) {
      for (int j = 0; j < i; j++, at++) {
        squares += 2 * triangle[at] * triangle[at];
      }
      trace += triangle[at];
      squares += triangle[at] * triangle[at];
      at++;
    }
    double shrinkage = shrinkage(trace, squares, size, count);
    damping = trace / size * (DAMPING + shrinkage / (1 - shrinkage));
    matrix = new double[size][size];
    for (int i = 0, at = 0; i < size; i++) {
      for (int j = 0; j <= i; j++, at++) {
        matrix[i][j] = triangle[at];
        matrix[j][i] = triangle[at];
      }
      matrix[i][i] += damping;
    }
    factors = Factors.of(matrix);
  }

  private static double shrinkage(double trace, double squares, int size, long count) {
    double square = trace * trace;
    double spread = squares - square / size;
    double factor = 1 - 2.0 / size;
    double upper = factor * squares + square;
    double lower = (count + factor) * spread;
    return lower <= 0 ? 0.99 : Math.clamp(upper / lower, 0, 0.99);
  }

  /**
   * One channel's weights in one block.
   *
   * @param nearest the errors when each weight is rounded to the nearest
   * @param step by how much the error changes when the weight goes the other way; 0 if it cannot
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Choices(double[] nearest, double[] step) {}

  /**
   * The best choice found.
   *
   * @param other which weights go the other way than to the nearest
   * @param before the error of rounding to the nearest
   * @param after the error of this choice, not above
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Solution(boolean[] other, double before, double after) {}

  Solution solve(Choices choices) {
    var plain = new Attempt(choices);
    double before = plain.error();
    Attempt best = plain.improved();
    Attempt second = new Attempt(choices).inSequence().improved();
    if (second.damped() < best.damped()) {
      best = second;
    }
    double after = best.error();
    return after < before
        ? new Solution(best.other, before, after)
        : new Solution(new boolean[size], before, before);
  }

  /** A choice, with the errors that come of it. */
  private final class Attempt {
    final Choices choices;
    final boolean[] other = new boolean[size];
    final double[] errors;

    /** {@code H Δ}. */
    final double[] gradient = new double[size];

    Attempt(Choices choices) {
      this.choices = choices;
      this.errors = choices.nearest().clone();
      refresh();
    }

    private void refresh() {
      Arrays.fill(gradient, 0);
      for (int i = 0; i < size; i++) {
        if (errors[i] != 0) {
          addTo(gradient, matrix[i], errors[i], size);
        }
      }
    }

    double damped() {
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += errors[i] * gradient[i];
      }
      return sum;
    }

    /** What the samples say, without the identity. */
    double error() {
      double squares = 0;
      for (double error : errors) {
        squares += error * error;
      }
      return Math.max(0, damped() - damping * squares);
    }

    /** By how much the error changes if the weight goes the other way than now. */
    private double step(int i) {
      return other[i] ? -choices.step()[i] : choices.step()[i];
    }

    Attempt improved() {
      boolean changed = true;
      for (int round = 0; changed && round < MOST_ROUNDS; round++) {
        changed = false;
        for (int i = 0; i < size; i++) {
          double step = step(i);
          if (step * (2 * gradient[i] + step * matrix[i][i]) < 0) {
            other[i] = !other[i];
            errors[i] += step;
            addTo(gradient, matrix[i], step, size);
            changed = true;
          }
        }
      }
      refresh();
      return this;
    }

    Attempt inSequence() {
      var made = new double[size];
      for (int i = size - 1; i >= 0; i--) {
        double step = step(i);
        if (Math.abs(made[i] + errors[i] + step) < Math.abs(made[i] + errors[i])) {
          other[i] = true;
          errors[i] += step;
        }
        addTo(made, factors[i], errors[i], i);
      }
      refresh();
      return this;
    }
  }

  private static void addTo(double[] sums, double[] row, double factor, int n) {
    for (int j = 0; j < n; j++) {
      sums[j] += factor * row[j];
    }
  }
}
