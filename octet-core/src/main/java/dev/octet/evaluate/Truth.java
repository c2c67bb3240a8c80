package dev.octet.evaluate;

import org.jspecify.annotations.Nullable;

/** The right answer for the sample at hand: one thread has one and uses it over and over. */
final class Truth {
  private int label = -1;
  private double @Nullable [] target;
  private int[] dims = {};

  /** A class. */
  void be(int newLabel) {
    label = newLabel;
  }

  /** A target and its sizes. */
  void be(double[] newTarget, int[] newDims) {
    target = newTarget;
    dims = newDims;
  }

  /** The class, or −1 where there are none. */
  int label() {
    return label;
  }

  /** What the output should be, or null. */
  double @Nullable [] target() {
    return target;
  }

  int[] dims() {
    return dims;
  }
}
