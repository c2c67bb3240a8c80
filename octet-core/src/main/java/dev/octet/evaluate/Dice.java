package dev.octet.evaluate;

/** Random numbers (SplitMix64), the same for the same seed and run. */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double HALF = 0.5;
  private static final double FEW = 10;
  private static final double SMALL = 10;
  private static final double LOG_ROOT_2_PI = 0.5 * Math.log(2 * Math.PI);

  private long state;

  /** Those of a run of many. */
  Dice(long seed, long run) {
    this(mix(seed + GOLDEN) ^ mix(run * GOLDEN));
  }

  private Dice(long state) {
    this.state = state;
  }

  /** One that will give the same. */
  Dice copy() {
    return new Dice(state);
  }

  private static long mix(long from) {
    long z = (from ^ (from >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** A number from 0, below a positive one. */
  int below(int bound) {
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** A number from 0, below 1. */
  private double uniform() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** How many of so many come out, each with this probability. */
  int binomial(int trials, double probability) {
    if (probability > HALF) {
      return trials - binomial(trials, 1 - probability);
    }
    return trials * probability < FEW
        ? byGaps(trials, probability)
        : byRejection(trials, probability);
  }

  /** Goes from one that comes out to the next: how far is geometric. */
  private int byGaps(int trials, double probability) {
    if (probability <= 0) {
      return 0;
    }
    double perGap = Math.log1p(-probability);
    int count = -1;
    double at = 0;
    while (at <= trials) {
      at += Math.floor(Math.log(1 - uniform()) / perGap) + 1;
      count++;
    }
    return count;
  }

  /** Hörmann's transformed rejection (BTRS, 1993): takes as long for any number of trials. */
  private int byRejection(int trials, double probability) {
    double deviation = Math.sqrt(trials * probability * (1 - probability));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * probability;
    double c = trials * probability + 0.5;
    double surely = 0.92 - 4.2 / b;
    double odds = probability / (1 - probability);
    double alpha = (2.83 + 5.1 / b) * deviation;
    double mode = Math.floor((trials + 1) * probability);
    while (true) {
      double u = uniform() - 0.5;
      double v = uniform();
      double edge = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / edge + b) * u + c);
      if (edge >= 0.07 && v <= surely) {
        return (int) k;
      }
      if (k < 0 || k > trials) {
        continue;
      }
      double bound =
          (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1)))
              + (trials + 1) * Math.log((trials - mode + 1) / (trials - k + 1))
              + (k + 0.5) * Math.log(odds * (trials - k + 1) / (k + 1))
              + stirling(mode)
              + stirling(trials - mode)
              - stirling(k)
              - stirling(trials - k);
      if (Math.log(v * alpha / (a / (edge * edge) + b)) <= bound) {
        return (int) k;
      }
    }
  }

  /** By how much Stirling's formula for the logarithm of {@code k!} falls short. */
  private static double stirling(double k) {
    double n = k + 1;
    double square = n * n;
    return k < SMALL
        ? logFactorial(k) - ((k + 0.5) * Math.log(n) - n + LOG_ROOT_2_PI)
        : (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / n;
  }

  private static double logFactorial(double k) {
    double sum = 0;
    for (int i = 2; i <= k; i++) {
      sum += Math.log(i);
    }
    return sum;
  }
}
