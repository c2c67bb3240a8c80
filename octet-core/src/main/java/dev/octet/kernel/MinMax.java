package dev.octet.kernel;

/**
 * The smallest and largest of the values seen so far; mutable, so that a kernel can widen it
 * without garbage. Not for several threads at once.
 *
 * <p>Kept as integers that sort like the floats they stand for, with −0 below +0 and the NaNs
 * beyond the infinities: so two integer comparisons per value also find everything that is not
 * finite.
 */
public final class MinMax {
  private static final int LOWEST_FINITE = key(Float.floatToRawIntBits(-Float.MAX_VALUE));
  private static final int HIGHEST_FINITE = key(Float.floatToRawIntBits(Float.MAX_VALUE));

  private int low = Integer.MAX_VALUE;
  private int high = Integer.MIN_VALUE;
  private int[] block = {};

  /** A float's bits as an integer that sorts like the float; its own inverse. */
  static int key(int bits) {
    return bits ^ ((bits >> 31) >>> 1);
  }

  void include(int lowKey, int highKey) {
    low = Math.min(low, lowKey);
    high = Math.max(high, highKey);
  }

  /** Room for the kernel to work in, kept as long as this. */
  int[] block(int size) {
    if (block.length < size) {
      block = new int[size];
    }
    return block;
  }

  /** Takes in everything the other one saw. */
  public void include(MinMax other) {
    include(other.low, other.high);
  }

  /** Whether no value was seen. */
  public boolean isEmpty() {
    return low > high;
  }

  /** Whether every value seen was finite: neither NaN nor infinite. */
  public boolean isFinite() {
    return isEmpty() || (low >= LOWEST_FINITE && high <= HIGHEST_FINITE);
  }

  /** The smallest value; +infinity when none was seen; NaN possible unless {@link #isFinite}. */
  public float min() {
    return isEmpty() ? Float.POSITIVE_INFINITY : Float.intBitsToFloat(key(low));
  }

  /** The largest value; −infinity when none was seen; NaN possible unless {@link #isFinite}. */
  public float max() {
    return isEmpty() ? Float.NEGATIVE_INFINITY : Float.intBitsToFloat(key(high));
  }

  /** Forgets all values. */
  public void clear() {
    low = Integer.MAX_VALUE;
    high = Integer.MIN_VALUE;
  }

  @Override
  public String toString() {
    return isEmpty() ? "nothing" : min() + "…" + max();
  }
}
