package dev.octet.data;

/**
 * What the four values of a JPEG's pixel are: cyan, magenta, yellow and black, or the first three
 * turned into a luminance and two chrominances (YCCK). Programs of Adobe, which say so in a marker,
 * store them inverted. They become colours without a profile, as in TensorFlow.
 *
 * @param adobe whether there is that marker
 * @param luminance whether the first three are turned
 */
record Inks(boolean adobe, boolean luminance) {
  /** Turns a row of four values for each pixel into one of three, in place. Returns three. */
  int toColours(int[] row, int width) {
    for (int x = 0; x < width; x++) {
      int at = 4 * x;
      if (luminance) {
        turn(row, at);
      }
      int black = adobe ? row[at + 3] : 255 - row[at + 3];
      for (int c = 0; c < 3; c++) {
        row[3 * x + c] = (adobe ? row[at + c] : 255 - row[at + c]) * black / 255;
      }
    }
    return 3;
  }

  private static void turn(int[] row, int at) {
    float y = row[at];
    float cb = row[at + 1] - 128;
    float cr = row[at + 2] - 128;
    row[at] = 255 - clamp(y + 1.402f * cr);
    row[at + 1] = 255 - clamp(y - 0.344136f * cb - 0.714136f * cr);
    row[at + 2] = 255 - clamp(y + 1.772f * cb);
  }

  private static int clamp(float v) {
    return Math.clamp(Math.round(v), 0, 255);
  }
}
