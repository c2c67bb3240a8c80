package dev.octet.data;

import dev.octet.data.ImageSizing.Fit;

/**
 * Which part of an image goes where.
 *
 * @param from of the image
 * @param to of the result; zeros are around it
 */
record Placement(Box from, Box to) {
  /** A rectangle of pixels. */
  record Box(int top, int left, int height, int width) {}

  static Placement of(Fit fit, int height, int width, int newHeight, int newWidth) {
    var all = new Box(0, 0, height, width);
    var whole = new Box(0, 0, newHeight, newWidth);
    return switch (fit) {
      case STRETCH -> new Placement(all, whole);
      case CROP -> new Placement(cropped(height, width, newHeight, newWidth), whole);
      case PAD -> new Placement(all, padded(height, width, newHeight, newWidth));
    };
  }

  /** As {@code keras.preprocessing.image.smart_resize}. */
  private static Box cropped(int height, int width, int newHeight, int newWidth) {
    int h = part(height, (int) ((double) width * newHeight / newWidth));
    int w = part(width, (int) ((double) height * newWidth / newHeight));
    return new Box((height - h) / 2, (width - w) / 2, h, w);
  }

  private static int part(int whole, int wanted) {
    return Math.max(1, Math.min(whole, wanted));
  }

  /** As {@code tf.image.resize_with_pad}. */
  private static Box padded(int height, int width, int newHeight, int newWidth) {
    float ratio = Math.max((float) width / newWidth, (float) height / newHeight);
    float h = height / ratio;
    float w = width / ratio;
    return new Box(
        (int) ((newHeight - h) / 2),
        (int) ((newWidth - w) / 2),
        Math.clamp((int) h, 1, newHeight),
        Math.clamp((int) w, 1, newWidth));
  }
}
