package dev.octet.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The pixels of an image, 0 to 255, rows of interleaved channels.
 *
 * <p>Values are those in the file: no colour management, no gamma, transparency neither blended nor
 * premultiplied; 16 bits are scaled to 8. From grey to colour the value is repeated; from colour to
 * grey it is 0.299 R + 0.587 G + 0.114 B; where there is no alpha it is 255.
 *
 * @param values height × width × channels of them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pixels(int height, int width, int channels, float[] values) {
  /** An image brought to a size by {@link Resampling}; the aspect is not kept. */
  static Pixels of(BufferedImage image, int channels, int height, int width) {
    int group = Math.multiplyExact(width, channels);
    var wide = new float[Math.multiplyExact(image.getHeight(), group)];
    var bands = new int[image.getWidth() * 4];
    var row = new float[image.getWidth() * channels];
    Resampling across = Resampling.of(image.getWidth(), width);
    for (int y = 0; y < image.getHeight(); y++) {
      int count = bands(image, y, bands);
      for (int x = 0; x < image.getWidth(); x++) {
        put(bands, x * count, count, row, x * channels, channels);
      }
      across.apply(row, wide, y * group, channels);
    }
    var values = new float[Math.multiplyExact(height, group)];
    Resampling.of(image.getHeight(), height).apply(wide, values, 0, group);
    return new Pixels(height, width, channels, values);
  }

  /**
   * Reads a row as interleaved bands (grey, grey + alpha, RGB or RGB + alpha), returns how many.
   */
  private static int bands(BufferedImage image, int y, int[] row) {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      for (int x = 0; x < image.getWidth(); x++) {
        int argb = palette.getRGB(raster.getSample(x, y, 0));
        row[4 * x] = argb >> 16 & 0xFF;
        row[4 * x + 1] = argb >> 8 & 0xFF;
        row[4 * x + 2] = argb & 0xFF;
        row[4 * x + 3] = argb >>> 24;
      }
      return 4;
    }
    int bands = raster.getNumBands();
    if (bands > 4) {
      throw new IllegalArgumentException(bands + " bands");
    }
    raster.getPixels(0, y, image.getWidth(), 1, row);
    for (int band = 0; band < bands; band++) {
      int greatest = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
      for (int i = band; greatest != 255 && i < image.getWidth() * bands; i += bands) {
        row[i] = Math.round(row[i] * (255f / greatest));
      }
    }
    return bands;
  }

  private static void put(int[] from, int at, int bands, float[] to, int out, int channels) {
    boolean grey = bands < 3;
    int r = from[at];
    int g = grey ? r : from[at + 1];
    int b = grey ? r : from[at + 2];
    if (channels == 1) {
      to[out] = grey ? r : Math.round(0.299f * r + 0.587f * g + 0.114f * b);
      return;
    }
    to[out] = r;
    to[out + 1] = g;
    to[out + 2] = b;
    if (channels == 4) {
      to[out + 3] = bands % 2 == 0 ? from[at + bands - 1] : 255;
    }
  }

  /** The pixels rounded to bytes, interleaved or plane by plane. */
  byte[] bytes(boolean planes) {
    var bytes = new byte[values.length];
    int area = height * width;
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < channels; c++) {
        int at = planes ? c * area + p : p * channels + c;
        bytes[at] = (byte) Math.clamp(Math.round(values[p * channels + c]), 0, 255);
      }
    }
    return bytes;
  }
}
