package dev.octet.data;

import dev.octet.data.Placement.Box;

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
  /** An image brought to a size. */
  static Pixels of(Decoded image, int channels, int height, int width, ImageSizing sizing) {
    var placement = Placement.of(sizing.fit(), image.height(), image.width(), height, width);
    Box from = placement.from();
    Box to = placement.to();
    int group = Math.multiplyExact(to.width(), channels);
    var wide = new float[Math.multiplyExact(from.height(), group)];
    var bands = new int[image.width() * 4];
    var row = new float[from.width() * channels];
    Resampling across = Resampling.of(from.width(), to.width(), sizing.filter());
    for (int y = 0; y < from.height(); y++) {
      int count = image.bands(from.top() + y, bands);
      for (int x = 0; x < from.width(); x++) {
        put(bands, (from.left() + x) * count, count, row, x * channels, channels);
      }
      across.apply(row, wide, y * group, channels);
    }
    var values = new float[Math.multiplyExact(to.height(), group)];
    Resampling.of(from.height(), to.height(), sizing.filter()).apply(wide, values, 0, group);
    return new Pixels(to.height(), to.width(), channels, values).on(height, width, to);
  }

  /** These on zeros. */
  private Pixels on(int newHeight, int newWidth, Box at) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    int group = newWidth * channels;
    var all = new float[Math.multiplyExact(newHeight, group)];
    for (int y = 0; y < height; y++) {
      int target = (at.top() + y) * group + at.left() * channels;
      System.arraycopy(values, y * width * channels, all, target, width * channels);
    }
    return new Pixels(newHeight, newWidth, channels, all);
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
