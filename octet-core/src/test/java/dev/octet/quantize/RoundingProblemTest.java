package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.quantize.FactorsTest.Problems;
import dev.octet.quantize.RoundingProblem.Choices;
import dev.octet.quantize.RoundingProblem.Solution;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Rounding each weight up or down, against trying all that is possible. */
class RoundingProblemTest {
  @Property(tries = 200)
  void theErrorIsNeverAboveThatOfTheNearest(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(min = 1, max = 100) int count,
      @ForAll long seed) {
    double[][] moments = Problems.moments(size, count, seed);
    Choices choices = choices(size, seed);
    Solution solution = new RoundingProblem(Problems.triangle(moments), size, count).solve(choices);
    double near = error(moments, choices, new boolean[size]);
    double found = error(moments, choices, solution.other());
    assertThat(found).isLessThanOrEqualTo(near * (1 + 1e-9) + 1e-12);
    assertThat(solution.before()).isCloseTo(near, within(1e-9 + 1e-6 * near));
    assertThat(solution.after()).isCloseTo(found, within(1e-9 + 1e-6 * near));
    for (int i = 0; i < size; i++) {
      assertThat(solution.other()[i] && choices.step()[i] == 0).isFalse();
    }
  }

  @Test
  void whatIsFoundIsNearTheBestThereIs() {
    double near = 0;
    double found = 0;
    double best = 0;
    int size = 10;
    for (int seed = 0; seed < 40; seed++) {
      double[][] moments = Problems.moments(size, 100_000 / size, seed);
      Choices choices = choices(size, seed);
      var problem = new RoundingProblem(Problems.triangle(moments), size, 100_000);
      near += error(moments, choices, new boolean[size]);
      found += error(moments, choices, problem.solve(choices).other());
      double least = Double.MAX_VALUE;
      for (int bits = 0; bits < 1 << size; bits++) {
        var other = new boolean[size];
        for (int i = 0; i < size; i++) {
          other[i] = (bits >> i & 1) == 1;
        }
        least = Math.min(least, error(moments, choices, other));
      }
      best += least;
    }
    assertThat(best).isLessThan(0.6 * near);
    assertThat(found - best).isLessThan(0.1 * (near - best));
  }

  @Test
  void inputsThatGoTogetherMakeErrorsCancel() {
    // four inputs that are always the same; weights that all want to go down by 0.4
    var moments = new double[4][4];
    for (double[] row : moments) {
      Arrays.fill(row, 1);
    }
    var choices = new Choices(new double[] {-0.4, -0.4, -0.4, -0.4}, new double[] {1, 1, 1, 1});
    Solution solution =
        new RoundingProblem(Problems.triangle(moments), 4, 1_000_000).solve(choices);
    assertThat(solution.before()).isCloseTo(2.56, within(1e-9)); // (4 × −0.4)²
    assertThat(solution.after()).isCloseTo(0.16, within(1e-9)); // two go up: 2 × 0.6 − 2 × 0.4
  }

  @Test
  void inputsThatAreAlwaysZeroLeaveWeightsAtTheNearest() {
    var choices = new Choices(new double[] {0.4, -0.3}, new double[] {-1, 1});
    Solution solution = new RoundingProblem(new double[3], 2, 100).solve(choices);
    assertThat(solution.other()).containsExactly(false, false);
    assertThat(solution.after()).isZero();
  }

  /** Weights anywhere between integers; some may not move. */
  private static Choices choices(int size, long seed) {
    var random = new SplittableRandom(seed ^ 77);
    var nearest = new double[size];
    var step = new double[size];
    for (int i = 0; i < size; i++) {
      nearest[i] = random.nextDouble() - 0.5;
      step[i] = random.nextInt(12) == 0 ? 0 : -Math.signum(nearest[i]);
    }
    return new Choices(nearest, step);
  }

  private static double error(double[][] moments, Choices choices, boolean[] other) {
    double sum = 0;
    for (int i = 0; i < other.length; i++) {
      for (int j = 0; j < other.length; j++) {
        sum += moments[i][j] * error(choices, other, i) * error(choices, other, j);
      }
    }
    return sum;
  }

  private static double error(Choices choices, boolean[] other, int i) {
    return choices.nearest()[i] + (other[i] ? choices.step()[i] : 0);
  }
}
