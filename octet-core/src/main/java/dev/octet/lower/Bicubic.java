package dev.octet.lower;

import dev.octet.model.Tensor;

/**
 * Images resized by cubic curves through four pixels, for which LiteRT has no op: a product with
 * the weights of the rows, and one with those of the columns. Source: {@code resize_bicubic_op.cc}.
 */
public final class Bicubic {
  /** TensorFlow takes the curve from a table of as many places between two pixels. */
  private static final int PLACES = 1 << 10;

  private Bicubic() {}

  /**
   * Resizes.
   *
   * @param x {@code [n, h, w, channels]}
   * @param corners whether the middles of the pixels in the corners stay there
   * @param centers whether the middle of a pixel is half a pixel from its edge
   */
  public static Tensor resize(
      Lowering g, Tensor x, int height, int width, boolean corners, boolean centers) {
    Array rows = weights(x.shape().dim(1), height, corners, centers);
    Tensor y = Einsum.dense(g, "nhwc,ho->nowc", x, rows, null);
    Array columns = weights(x.shape().dim(2), width, corners, centers);
    return Einsum.dense(g, "nhwc,wo->nhoc", y, columns, null);
  }

  /** {@code [from, to]}. */
  private static Array weights(int from, int to, boolean corners, boolean centers) {
    var weights = new float[Math.multiplyExact(from, to)];
    boolean inner = corners && to > 1;
    float scale = inner ? (from - 1) / (float) (to - 1) : from / (float) to;
    for (int i = 0; i < to; i++) {
      float place = centers ? (i + 0.5f) * scale - 0.5f : i * scale;
      int first = (int) Math.floor(place);
      int offset = (int) Math.rint((place - first) * PLACES);
      float[] four = centers ? within(four(offset, -0.5), first, from) : four(offset, -0.75);
      for (int k = 0; k < four.length; k++) {
        weights[Math.clamp(first - 1L + k, 0, from - 1) * to + i] += four[k];
      }
    }
    return Array.of(weights, from, to);
  }

  private static float[] four(int offset, double a) {
    return new float[] {
      far(offset, a), near(offset, a), near(PLACES - offset, a), far(PLACES - offset, a)
    };
  }

  /** Without those beyond the border; the others make up for them. */
  private static float[] within(float[] four, int first, int size) {
    float sum = 0;
    for (int k = 0; k < four.length; k++) {
      int at = first - 1 + k;
      four[k] = at < 0 || at >= size ? 0 : four[k];
      sum += four[k];
    }
    for (int k = 0; k < four.length; k++) {
      four[k] /= sum;
    }
    return four;
  }

  private static float near(int offset, double a) {
    double x = offset / (double) PLACES;
    return (float) (((a + 2) * x - (a + 3)) * x * x + 1);
  }

  private static float far(int offset, double a) {
    double x = offset / (double) PLACES + 1;
    return (float) (((a * x - 5 * a) * x + 8 * a) * x - 4 * a);
  }
}
