package dev.octet.debug;

/** How unlike two arrays of one length are: the arithmetic behind the built-in metrics. */
final class Figures {
  private static final double LEAST_PART = 1e-7;

  private Figures() {}

  static double meanAbsolute(float[] difference) {
    double sum = 0;
    for (float d : difference) {
      sum += Math.abs(d);
    }
    return sum / difference.length;
  }

  static double rms(float[] difference) {
    double sum = 0;
    for (float d : difference) {
      sum += (double) d * d;
    }
    return Math.sqrt(sum / difference.length);
  }

  /** The mean squared difference. */
  static double mse(float[] reference, float[] actual) {
    return noise(reference, actual) / reference.length;
  }

  private static double noise(float[] reference, float[] actual) {
    double sum = 0;
    for (int i = 0; i < reference.length; i++) {
      double difference = (double) actual[i] - reference[i];
      sum += difference * difference;
    }
    return sum;
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /** The cosine of the angle between the two; NaN where one is all zeros. */
  static double cosine(float[] reference, float[] actual) {
    double lengths = Math.sqrt(product(reference, reference)) * Math.sqrt(product(actual, actual));
    return lengths == 0 ? Double.NaN : product(reference, actual) / lengths;
  }

  /** Pearson's coefficient; NaN where one is all the same. */
  static double correlation(float[] reference, float[] actual) {
    return cosine(centred(reference), centred(actual));
  }

  private static float[] centred(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    double mean = sum / values.length;
    var result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) (values[i] - mean);
    }
    return result;
  }

  /** Signal to noise in dB; infinite for equal arrays. */
  static double sqnr(float[] reference, float[] actual) {
    return ChannelStatistics.decibels(product(reference, reference), noise(reference, actual));
  }

  /** The square of the reference's span to the mean squared difference, in dB. */
  static double psnr(float[] reference, float[] actual) {
    double span = reference.length == 0 ? 0 : reference[largest(reference)] - least(reference);
    return ChannelStatistics.decibels(span * span, mse(reference, actual));
  }

  private static double least(float[] values) {
    double least = Double.POSITIVE_INFINITY;
    for (float v : values) {
      least = Math.min(least, v);
    }
    return least;
  }

  /** The largest difference to the largest magnitude of the reference. */
  static double maxRelative(float[] reference, float[] actual) {
    double difference = 0;
    double magnitude = 0;
    for (int i = 0; i < reference.length; i++) {
      difference = Math.max(difference, Math.abs((double) actual[i] - reference[i]));
      magnitude = Math.max(magnitude, Math.abs(reference[i]));
    }
    return magnitude == 0 ? Double.NaN : difference / magnitude;
  }

  /** The place of the largest value, the first of equals. */
  static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /**
   * The Kullback-Leibler divergence of the second from the first, in nats. What is no distribution
   * already, none below 0 and 1 together, becomes one by softmax: so for both arrays where the
   * first is none.
   */
  static double divergence(float[] reference, float[] actual) {
    boolean parts = isDistribution(reference);
    double[] p = parts ? normalized(reference) : softmax(reference);
    double[] q = parts ? normalized(actual) : softmax(actual);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += p[i] * Math.log(p[i] / q[i]);
    }
    return sum;
  }

  private static boolean isDistribution(float[] values) {
    double sum = 0;
    for (float v : values) {
      if (v < 0) {
        return false;
      }
      sum += v;
    }
    return Math.abs(sum - 1) < 0.01;
  }

  private static double[] normalized(float[] values) {
    var parts = new double[values.length];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      parts[i] = Math.max(values[i], LEAST_PART);
      sum += parts[i];
    }
    for (int i = 0; i < parts.length; i++) {
      parts[i] /= sum;
    }
    return parts;
  }

  private static double[] softmax(float[] values) {
    float most = values.length == 0 ? 0 : values[largest(values)];
    var parts = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      parts[i] = (float) Math.exp((double) values[i] - most);
    }
    return normalized(parts);
  }
}
