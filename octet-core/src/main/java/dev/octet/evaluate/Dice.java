package dev.octet.evaluate;

/** Random numbers (SplitMix64), the same for the same seed and run. */
final class Dice {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final int BITS = 53;

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

  /** How many of so many come out, each with this probability. */
  int binomial(int trials, double probability) {
    int count = 0;
    for (int done = 0; done < trials; done += Long.SIZE) {
      long coins = coins(probability);
      int left = trials - done;
      count += Long.bitCount(left < Long.SIZE ? coins & ((1L << left) - 1) : coins);
    }
    return count;
  }

  /**
   * Each of 64 bits is set with this probability: each compares a random number with it, bit by bit
   * from the top, until they differ.
   */
  private long coins(double probability) {
    if (probability >= 1) {
      return -1;
    }
    long wanted = (long) (probability * (1L << BITS));
    long set = 0;
    long open = -1;
    for (int bit = BITS - 1; bit >= 0 && open != 0; bit--) {
      long random = next();
      if ((wanted >>> bit & 1) != 0) {
        set |= open & ~random;
        open &= random;
      } else {
        open &= ~random;
      }
    }
    return set;
  }
}
