package dev.octet.debug;

import dev.octet.debug.FloatOutputs.Output;
import java.util.Arrays;
import java.util.List;

/**
 * The effect on each sample of one signature. Threads write different samples; sums are taken in
 * the order of samples, so that they come out the same however many threads there were.
 */
final class EffectTally {
  /** Of an output's mean energy: a sample with less counts as if it had that much. */
  private static final double LEAST_ENERGY = 0.01;

  private final double[][] error;
  private final double[][] energy;
  private final double[] agreement;
  private final double[] distance;

  EffectTally(int outputs, int samples) {
    error = new double[outputs][samples];
    energy = new double[outputs][samples];
    agreement = new double[samples];
    distance = new double[samples];
  }

  /** Notes how far the outputs for a sample are from the float model's. */
  void compare(int sample, List<Output> expected, List<Output> actual) {
    double rows = 0;
    double same = 0;
    for (int o = 0; o < error.length; o++) {
      float[] e = expected.get(o).values();
      float[] a = actual.get(o).values();
      compare(o, sample, e, a);
      int row = expected.get(o).row();
      for (int from = 0; row > 1 && from + row <= e.length; from += row) {
        rows++;
        same += from + row <= a.length && best(e, from, row) == best(a, from, row) ? 1 : 0;
      }
    }
    agreement[sample] = rows == 0 ? 1 : same / rows;
  }

  /** What one of the two lacks counts as zeros; what is infinite or NaN in both is no error. */
  private void compare(int output, int sample, float[] expected, float[] actual) {
    double allError = 0;
    double allEnergy = 0;
    for (int i = 0; i < Math.max(expected.length, actual.length); i++) {
      float e = i < expected.length ? expected[i] : 0;
      float a = i < actual.length ? actual[i] : 0;
      double difference = Math.abs((double) a - e);
      if (!Double.isFinite(difference)) {
        difference = Float.compare(e, a) == 0 ? 0 : Double.POSITIVE_INFINITY;
      }
      allEnergy += Float.isFinite(e) ? (double) e * e : 0;
      allError += difference * difference;
      distance[sample] = Math.max(distance[sample], difference);
    }
    error[output][sample] = allError;
    energy[output][sample] = allEnergy;
  }

  private static int best(float[] values, int from, int count) {
    int best = from;
    for (int i = from; i < from + count; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The effect on all samples. */
  Effect effect() {
    double noise = 0;
    for (int o = 0; o < error.length; o++) {
      noise += noise(error[o], energy[o]) / error.length;
    }
    return new Effect(
        noise, sum(agreement) / agreement.length, Arrays.stream(distance).max().orElse(0));
  }

  private static double noise(double[] error, double[] energy) {
    double mean = sum(energy) / energy.length;
    double noise = 0;
    for (int i = 0; i < error.length; i++) {
      double base = mean == 0 ? 1 : Math.max(energy[i], LEAST_ENERGY * mean);
      noise += error[i] / base / error.length;
    }
    return noise;
  }

  /** In order: streams add in an order of their own. */
  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }
}
