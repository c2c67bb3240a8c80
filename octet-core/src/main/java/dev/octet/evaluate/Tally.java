package dev.octet.evaluate;

import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Likeness;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is kept of each sample for one model. Threads write different samples; sums are taken in the
 * order of samples, so that they come out the same however many threads there were.
 */
final class Tally {
  private static final int BROKEN = Integer.MAX_VALUE;

  private final int[] rank;
  private final boolean[] agrees;
  private final double[] energy;
  private final double[] noise;
  private final double[] distance;

  Tally(int samples) {
    rank = new int[samples];
    agrees = new boolean[samples];
    energy = new double[samples];
    noise = new double[samples];
    distance = new double[samples];
  }

  /** Whether there is a score for every class. */
  static boolean isFinite(double[] values) {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Notes where the right class stands. */
  void label(int sample, double[] scores, int label) {
    rank[sample] = isFinite(scores) ? rank(scores, label) : BROKEN;
  }

  /** Notes a sample that gives no numbers, where there are no labels. */
  void look(int sample, double[] values) {
    rank[sample] = isFinite(values) ? 0 : BROKEN;
  }

  /** Notes how far the output is from that of the first model; they have the same size. */
  void compare(int sample, double[] values, double[] first) {
    if (!isFinite(values) || !isFinite(first)) {
      return;
    }
    agrees[sample] = best(values) == best(first);
    for (int i = 0; i < values.length; i++) {
      double difference = values[i] - first[i];
      energy[sample] += first[i] * first[i];
      noise[sample] += difference * difference;
      distance[sample] = Math.max(distance[sample], Math.abs(difference));
    }
  }

  Accuracy accuracy(int top) {
    return new Accuracy(within(1), within(top));
  }

  private double within(int top) {
    return Arrays.stream(rank).filter(r -> r < top).count() / (double) rank.length;
  }

  Likeness likeness() {
    long same = IntStream.range(0, agrees.length).filter(i -> agrees[i]).count();
    double allNoise = sum(noise);
    return new Likeness(
        same / (double) agrees.length,
        allNoise == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(sum(energy) / allNoise),
        Arrays.stream(distance).max().orElse(0));
  }

  long broken() {
    return Arrays.stream(rank).filter(r -> r == BROKEN).count();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }

  /** The first place of the greatest element. */
  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /** How many classes stand before this one. */
  private static int rank(double[] scores, int label) {
    int before = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > scores[label] || (scores[i] == scores[label] && i < label)) {
        before++;
      }
    }
    return before;
  }
}
