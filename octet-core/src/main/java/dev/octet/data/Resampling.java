package dev.octet.data;

/**
 * Bilinear interpolation along one axis, antialiased: when it shrinks, each new pixel is the
 * triangle-weighted mean of all pixels it covers.
 *
 * @param first for each new pixel the first old one that counts
 * @param weights for each new pixel the shares, summing to 1, of the old ones from there on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Resampling(int[] first, float[][] weights) {
  static Resampling of(int size, int newSize) {
    var first = new int[newSize];
    var weights = new float[newSize][];
    double scale = (double) size / newSize;
    double support = Math.max(1, scale);
    for (int i = 0; i < newSize; i++) {
      double center = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) Math.ceil(center - support - 0.5));
      int last = Math.min(size - 1, (int) Math.floor(center + support - 0.5));
      weights[i] = shares(first[i], last, center, support);
    }
    return new Resampling(first, weights);
  }

  private static float[] shares(int first, int last, double center, double support) {
    var weights = new double[last - first + 1];
    double total = 0;
    for (int j = 0; j < weights.length; j++) {
      weights[j] = Math.max(0, 1 - Math.abs(first + j + 0.5 - center) / support);
      total += weights[j];
    }
    var shares = new float[weights.length];
    for (int j = 0; j < weights.length; j++) {
      shares[j] = (float) (weights[j] / total);
    }
    return shares;
  }

  /**
   * Adds the new pixels to zeros.
   *
   * @param group the values that a step along the axis passes
   */
  void apply(float[] from, float[] to, int offset, int group) {
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        float weight = weights[i][j];
        int source = (first[i] + j) * group;
        int target = offset + i * group;
        for (int v = 0; v < group; v++) {
          to[target + v] += weight * from[source + v];
        }
      }
    }
  }
}
