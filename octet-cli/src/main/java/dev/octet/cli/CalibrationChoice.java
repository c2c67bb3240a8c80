package dev.octet.cli;

import dev.octet.data.DataOptions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

  @Mixin private DataChoice choice;

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

  /**
   * How samples are read.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  DataOptions data() {
    return choice.options();
  }

  /**
   * What was asked for.
   *
   * @param samples how many to use at most, or null for all
   * @throws IllegalArgumentException with the text of a usage error
   */
  Calibration options(@Nullable Integer samples) {
    return new Calibration(calibrate, data(), samples, saveRanges, ranges);
  }

  /**
   * The same where samples are used for more than calibration: what says how to read them may be
   * meant for those.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  Calibration optionsBesideData(@Nullable Integer samples) {
    return new Calibration(
        calibrate,
        calibrate.isEmpty() ? DataOptions.standard() : data(),
        samples,
        saveRanges,
        ranges);
  }
}
