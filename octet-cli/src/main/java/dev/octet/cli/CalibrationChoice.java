package dev.octet.cli;

import dev.octet.data.Normalization;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the ranges of activations come from. */
final class CalibrationChoice {
  @Option(
      names = "--calibrate",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description = {
        "Representative samples, for the modes that fix the ranges of activations: an .npz or .npy"
            + " file, a folder of images, or random:N. The first axis of an array counts the"
            + " samples. :ARRAY picks one array of an .npz; without it arrays go to the inputs of"
            + " the same name. May be given more than once."
      })
  private List<String> calibrate = List.of();

  @Option(
      names = "--normalize",
      paramLabel = "MEAN,STD",
      converter = NormalizationConverter.class,
      description = "Feed (x - MEAN) / STD of the samples.")
  private @Nullable Normalization normalize;

  @Option(
      names = "--save-ranges",
      paramLabel = "FILE",
      description = "Keep the ranges that calibration found, as JSON.")
  private @Nullable Path saveRanges;

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      description = "Use the ranges of an earlier calibration of this model.")
  private @Nullable Path ranges;

  /** What to do to each number, or null to feed it as it is. */
  @Nullable Normalization normalize() {
    return normalize;
  }

  /**
   * What was asked for.
   *
   * @param samples how many to use at most, or null for all
   * @throws IllegalArgumentException with the text of a usage error
   */
  Calibration options(@Nullable Integer samples) {
    return new Calibration(calibrate, normalize, samples, saveRanges, ranges);
  }

  /**
   * The same where samples are used for more than calibration: normalizing may be meant for those.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  Calibration optionsBesideData(@Nullable Integer samples) {
    return new Calibration(
        calibrate, calibrate.isEmpty() ? null : normalize, samples, saveRanges, ranges);
  }
}
