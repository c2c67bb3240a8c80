package dev.octet.data;

import dev.octet.data.ImageSizing.Filter;

/**
 * Makes pixels of others along one axis.
 *
 * @param first for each new pixel the first old one that counts
 * @param weights for each new pixel the shares, summing to 1, of the old ones from there on
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Resampling(int[] first, float[][] weights) {
  private static final float[] ONE = {1};

  static Resampling of(int size, int newSize, Filter filter) {
    var all = new Resampling(new int[newSize], new float[newSize][]);
    float scale = (float) size / newSize;
    for (int i = 0; i < newSize; i++) {
      switch (filter) {
        case BILINEAR -> all.bilinear(i, scale, size);
        case NEAREST -> all.nearest(i, scale, size);
        case AREA -> all.area(i, size, newSize);
        case ANTIALIAS -> all.triangle(i, (double) size / newSize, size);
      }
    }
    return all;
  }

  /** The two whose centres are on either side. */
  private void bilinear(int i, float scale, int size) {
    float at = (i + 0.5f) * scale - 0.5f;
    int below = (int) Math.floor(at);
    float share = at - below;
    first[i] = Math.clamp(below, 0, size - 1);
    boolean two = below >= 0 && below + 1 < size && share > 0;
    weights[i] = two ? new float[] {1 - share, share} : ONE;
  }

  private void nearest(int i, float scale, int size) {
    first[i] = Math.min((int) ((i + 0.5f) * scale), size - 1);
    weights[i] = ONE;
  }

  /** Those that it covers, by how much. */
  private void area(int i, int size, int newSize) {
    double scale = (double) size / newSize;
    double from = i * scale;
    double to = (i + 1) * scale;
    first[i] = Math.min((int) from, size - 1);
    var parts = new double[Math.max(1, Math.min(size, (int) Math.ceil(to)) - first[i])];
    for (int j = 0; j < parts.length; j++) {
      int pixel = first[i] + j;
      parts[j] = Math.max(0, Math.min(to, pixel + 1) - Math.max(from, pixel));
    }
    weights[i] = shares(parts);
  }

  /** All within one new pixel on either side, or one old pixel when it grows. */
  private void triangle(int i, double scale, int size) {
    double support = Math.max(1, scale);
    double center = (i + 0.5) * scale;
    first[i] = Math.max(0, (int) Math.ceil(center - support - 0.5));
    int last = Math.min(size - 1, (int) Math.floor(center + support - 0.5));
    var parts = new double[last - first[i] + 1];
    for (int j = 0; j < parts.length; j++) {
      parts[j] = Math.max(0, 1 - Math.abs(first[i] + j + 0.5 - center) / support);
    }
    weights[i] = shares(parts);
  }

  private static float[] shares(double[] parts) {
    double total = 0;
    for (double part : parts) {
      total += part;
    }
    var shares = new float[parts.length];
    for (int j = 0; j < parts.length; j++) {
      shares[j] = (float) (parts[j] / total);
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
