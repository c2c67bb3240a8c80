package dev.octet.cli;

import dev.octet.data.DataOptions;
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

  /**
   * What was asked for.
   *
   * @param data the samples to measure on; empty for those of the calibration
   * @param options how the samples are read
   * @throws IllegalArgumentException with the text of a usage error
   */
  FloatLayers layers(List<String> data, DataOptions options) {
    return new FloatLayers(worst, suspects, data, options);
  }

  /**
   * The same where the samples are given anyway.
   *
   * @throws IllegalArgumentException with the text of a usage error
   */
  FloatLayers layersBeside(List<String> data, DataOptions options) {
    boolean asked = worst != null || suspects != null;
    return layers(asked ? data : List.of(), options);
  }
}
