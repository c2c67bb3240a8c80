package dev.octet.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an evaluation measures. */
final class MetricChoice {
  private static final int RESAMPLES = 10_000;

  @Option(
      names = "--metric",
      split = ",",
      paramLabel = "NAME",
      description =
          "What to measure: top1, topN, precision, recall, f1, confusion, per_class (of classes);"
              + " miou (of masks); mae, mse, rmse, psnr, ssim (of targets, or without labels of the"
              + " first model's outputs); agreement, sqnr, cosine, max_difference (of the first"
              + " model's outputs); and those of --plugin. docs/evaluate.md has them all. May be"
              + " repeated. Default: by what labels there are.")
  private List<String> names = List.of();

  @Mixin private PluginChoice plugins;

  @Option(
      names = "--top",
      paramLabel = "K",
      converter = Positive.class,
      description = "Also count a sample as right when its class is among the K best. Default: 5.")
  private int top = 5;

  @Option(
      names = "--max-val",
      paramLabel = "X",
      description =
          "By how much values of an image can differ, for psnr and ssim: such as 1 or 255. Default:"
              + " what the targets tell.")
  private @Nullable Double maxVal;

  @Option(
      names = "--ignore-index",
      paramLabel = "CLASS",
      description = "The class of mask elements that do not count. Default: 255.")
  private int ignoreIndex = 255;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "Of the bootstrap behind the intervals; 0 for none. Default: 10000.")
  private int resamples = RESAMPLES;

  EvaluateOptions.Metrics options() {
    QuantizeOptions.check(resamples >= 0, "--resamples must not be negative");
    QuantizeOptions.check(maxVal == null || maxVal > 0, "--max-val must be positive");
    return new EvaluateOptions.Metrics(names, plugins.jars(), top, maxVal, ignoreIndex, resamples);
  }
}
