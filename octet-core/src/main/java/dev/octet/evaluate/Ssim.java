package dev.octet.evaluate;

import java.util.Arrays;

/**
 * The structural similarity of images (Wang, Bovik, Sheikh and Simoncelli 2004): a window of 11×11
 * with Gaussian weights of σ = 1.5, K₁ = 0.01, K₂ = 0.03; only where the window fits; the mean over
 * places and channels, as {@code tf.image.ssim} has it.
 */
final class Ssim {
  /** The side of the window, below which an image is too small. */
  static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double[] WEIGHTS = weights();

  private Ssim() {}

  /**
   * Of an output, the mean over its images.
   *
   * @param dims as {@link #layout} takes them
   */
  static double of(double[] values, double[] wanted, int[] dims, double maxVal) {
    int[] layout = layout(dims);
    int images = layout[0];
    int channels = layout[3];
    double sum = 0;
    for (int i = 0; i < images; i++) {
      for (int c = 0; c < channels; c++) {
        int from = i * layout[1] * layout[2] * channels + c;
        sum += new Plane(layout[1], layout[2], channels, from).similarity(values, wanted, maxVal);
      }
    }
    return sum / (images * channels);
  }

  /** Whether sizes are those of images that are large enough. */
  static boolean isImage(int[] dims) {
    if (dims.length < 2 || dims.length > 4) {
      return false;
    }
    int[] layout = layout(dims);
    return layout[1] >= WINDOW && layout[2] >= WINDOW;
  }

  /**
   * Images, height, width, channels: {@code [N,H,W,C]}, {@code [H,W,C]}, {@code [1,H,W]} or {@code
   * [H,W]}.
   */
  static int[] layout(int[] dims) {
    return switch (dims.length) {
      case 2 -> new int[] {1, dims[0], dims[1], 1};
      case 3 ->
          dims[0] == 1
              ? new int[] {1, dims[1], dims[2], 1}
              : new int[] {1, dims[0], dims[1], dims[2]};
      case 4 -> dims.clone();
      default -> throw new IllegalArgumentException("no image: " + Arrays.toString(dims));
    };
  }

  private static double[] weights() {
    var weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double d = i - (WINDOW - 1) / 2.0;
      weights[i] = Math.exp(-d * d / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /** One channel of one image. */
  private record Plane(int height, int width, int stride, int from) {
    double similarity(double[] values, double[] wanted, double maxVal) {
      int pixels = height * width;
      var x = new double[pixels];
      var y = new double[pixels];
      var products = new double[pixels];
      var squares = new double[pixels];
      for (int i = 0; i < pixels; i++) {
        x[i] = values[from + i * stride];
        y[i] = wanted[from + i * stride];
        products[i] = x[i] * y[i];
        squares[i] = x[i] * x[i] + y[i] * y[i];
      }
      double[] meanX = smooth(x);
      double[] meanY = smooth(y);
      double[] product = smooth(products);
      double[] square = smooth(squares);
      double c1 = 1e-4 * maxVal * maxVal;
      double c2 = 9e-4 * maxVal * maxVal;
      double sum = 0;
      for (int i = 0; i < meanX.length; i++) {
        double means = 2 * meanX[i] * meanY[i];
        double energies = meanX[i] * meanX[i] + meanY[i] * meanY[i];
        sum +=
            (means + c1)
                / (energies + c1)
                * (2 * product[i] - means + c2)
                / (square[i] - energies + c2);
      }
      return sum / meanX.length;
    }

    /** The weighted means, where the window fits. */
    private double[] smooth(double[] plane) {
      int columns = width - WINDOW + 1;
      int rows = height - WINDOW + 1;
      var across = new double[height * columns];
      for (int r = 0; r < height; r++) {
        for (int c = 0; c < columns; c++) {
          double sum = 0;
          for (int k = 0; k < WINDOW; k++) {
            sum += WEIGHTS[k] * plane[r * width + c + k];
          }
          across[r * columns + c] = sum;
        }
      }
      var smooth = new double[rows * columns];
      for (int i = 0; i < smooth.length; i++) {
        double sum = 0;
        for (int k = 0; k < WINDOW; k++) {
          sum += WEIGHTS[k] * across[i + k * columns];
        }
        smooth[i] = sum;
      }
      return smooth;
    }
  }
}
