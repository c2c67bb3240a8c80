package dev.octet.evaluate;

import dev.octet.data.NdArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;

/** By how much values of images can differ: what {@code psnr} and {@code ssim} are relative to. */
final class Range {
  private static final double BYTES = 255;

  private Range() {}

  /** The range, where a metric needs it; else NaN. */
  static double of(Selection.Setting setting, List<String> names) {
    if (!names.contains("psnr") && !names.contains("ssim")) {
      return Double.NaN;
    }
    Double given = setting.options().metrics().maxVal();
    if (given != null) {
      return given;
    }
    NdArray targets = setting.answers().targets();
    if (targets == null) {
      throw new OctetException(
              ErrorCode.USAGE, "psnr and ssim need to know the range of the values")
          .advise("give it with --max-val, such as 1 or 255");
    }
    return of(targets);
  }

  /** That of the data: 1, 2 or 255 where all lies in [0, 1], [−1, 1] or [0, 255]; else its own. */
  static double of(NdArray targets) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (long i = 0; i < targets.dim(0); i++) {
      for (double v : targets.slice(i).toDoubles()) {
        least = Math.min(least, v);
        greatest = Math.max(greatest, v);
      }
    }
    if (targets.type().isInteger() && targets.type().bits() == 8) {
      return BYTES;
    }
    if (least >= 0 && greatest <= 1) {
      return 1;
    }
    if (least >= -1 && greatest <= 1) {
      return 2;
    }
    if (least >= 0 && greatest <= BYTES) {
      return BYTES;
    }
    return greatest - least;
  }
}
