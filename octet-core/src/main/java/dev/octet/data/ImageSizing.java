package dev.octet.data;

/**
 * How images are brought to the size of an input.
 *
 * @param filter which pixels a new pixel is made of
 * @param fit what becomes of an image whose aspect is another than the input's
 */
public record ImageSizing(Filter filter, Fit fit) {
  /** Bilinear and stretched, as {@code tf.image.resize} does it. */
  public static ImageSizing standard() {
    return new ImageSizing(Filter.BILINEAR, Fit.STRETCH);
  }

  /** This with another filter. */
  public ImageSizing withFilter(Filter newFilter) {
    return new ImageSizing(newFilter, fit);
  }

  /** This with another fit. */
  public ImageSizing withFit(Fit newFit) {
    return new ImageSizing(filter, newFit);
  }

  /** Which pixels a new pixel is made of. */
  public enum Filter {
    /** The four around its centre, whatever the scale, as in {@code tf.image.resize}. */
    BILINEAR,
    /** The one at its centre. */
    NEAREST,
    /** All that it covers, each by the part that is covered. */
    AREA,
    /** All within two new pixels, weighted by a triangle, as Pillow's bilinear. */
    ANTIALIAS
  }

  /** What becomes of an image whose aspect is another than the input's. */
  public enum Fit {
    /** It is stretched. */
    STRETCH,
    /** The largest part of the right aspect around its centre is taken. */
    CROP,
    /** It keeps its aspect, with zeros around it. */
    PAD
  }
}
