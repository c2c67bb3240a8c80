package dev.octet.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.jspecify.annotations.Nullable;

/**
 * The picture of a reader: raw values with what tells their meaning.
 *
 * @param palette the colours that values stand for, or null
 * @param inks what the four values of a pixel are where they are inks, or null
 */
record Decoded(Raster raster, @Nullable IndexColorModel palette, @Nullable Inks inks) {
  /** Larger images are read with rows and columns left out, to about this size. */
  private static final long PLENTY = 16_000_000;

  static Decoded of(ImageReader reader, @Nullable Inks inks) throws IOException {
    ImageReadParam param = reader.getDefaultReadParam();
    long area = (long) reader.getWidth(0) * reader.getHeight(0);
    int step = Math.max(1, (int) Math.ceil(Math.sqrt((double) area / PLENTY)));
    param.setSourceSubsampling(step, step, 0, 0);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((_, warning) -> warnings.add(warning));
    Decoded decoded =
        inks != null && reader.canReadRaster()
            ? new Decoded(reader.readRaster(0, param), null, inks)
            : of(reader.read(0, param));
    for (String warning : warnings) {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) { // the rest would be grey
        throw Picture.bad("is cut off");
      }
    }
    return decoded;
  }

  private static Decoded of(BufferedImage image) {
    return new Decoded(
        image.getRaster(), image.getColorModel() instanceof IndexColorModel p ? p : null, null);
  }

  int height() {
    return raster.getHeight();
  }

  int width() {
    return raster.getWidth();
  }

  /**
   * Reads a row as interleaved bands (grey, grey + alpha, RGB or RGB + alpha), returns how many.
   *
   * @param row room for four of each pixel
   */
  int bands(int y, int[] row) {
    if (palette != null) {
      return colours(palette, y, row);
    }
    int bands = raster.getNumBands();
    if (bands > 4) {
      throw new IllegalArgumentException(bands + " bands");
    }
    raster.getPixels(0, y, width(), 1, row);
    if (inks != null) {
      return inks.toColours(row, width());
    }
    for (int band = 0; band < bands; band++) {
      int greatest = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
      for (int i = band; greatest != 255 && i < width() * bands; i += bands) {
        row[i] = Math.round(row[i] * (255f / greatest));
      }
    }
    return bands;
  }

  private int colours(IndexColorModel colours, int y, int[] row) {
    for (int x = 0; x < width(); x++) {
      int argb = colours.getRGB(raster.getSample(x, y, 0));
      row[4 * x] = argb >> 16 & 0xFF;
      row[4 * x + 1] = argb >> 8 & 0xFF;
      row[4 * x + 2] = argb & 0xFF;
      row[4 * x + 3] = argb >>> 24;
    }
    return 4;
  }
}
