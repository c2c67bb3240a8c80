package dev.octet.cli;

import dev.octet.data.Normalization;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which layers stay float because of what they do to the outputs. */
final class FloatChoice {
  @Option(
      names = "--float-worst",
      paramLabel = "N",
      converter = Positive.class,
      description =
          "Leave in float the N layers that harm the outputs most, as measured on samples of --data"
              + " or else --calibrate.")
  private @Nullable Integer worst;

  @Option(
      names = "--float-suspects",
      paramLabel = "T",
      description =
          "Leave in float the layers whose RMSE/scale is above T, such as 0.7, on the same"
              + " samples.")
  private @Nullable Double suspects;

  @Option(
      names = "--data",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "The samples for --float-worst and --float-suspects, as for --calibrate. May be given"
              + " more than once.")
  private List<String> data = List.of();

  /** Whether there are samples to measure on. */
  boolean hasData() {
    return !data.isEmpty();
  }

  /**
   * What was asked for.
   *
   * @param normalize what to do to each number of the samples, or null to feed it as it is
   * @throws IllegalArgumentException with the text of a usage error
   */
  FloatLayers layers(@Nullable Normalization normalize) {
    return new FloatLayers(worst, suspects, data, normalize);
  }
}
