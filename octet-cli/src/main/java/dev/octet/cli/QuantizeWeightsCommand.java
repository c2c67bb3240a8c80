package dev.octet.cli;

import dev.octet.format.tensorflow.weights.Treatment;
import dev.octet.format.tensorflow.weights.WeightSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the weights of a frozen graph smaller. */
@Command(
    name = "quantize-weights",
    description = {
      "Makes the weights of a frozen TensorFlow graph smaller; it remains a graph for TensorFlow.",
      "Large float constants take 8 bits for each element, and a Dequantize behind each makes"
          + " floats of them. The rest of the graph stays byte for byte as it is."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  octet quantize-weights frozen.pb -o small.pb",
      "  octet quantize-weights frozen.pbtxt -o small.pb --mode scaled --min-elements 256",
      "  octet quantize-weights frozen.pb -o rounded.pb --rounding-bits 6 && gzip rounded.pb",
      "",
      "For a model of LiteRT, with fast 8-bit kernels, use octet quantize."
    })
final class QuantizeWeightsCommand implements Runnable {
  private final Terminal terminal;
  private final Job<QuantizeWeightsOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "GRAPH",
      description = "The frozen graph: a GraphDef in a .pb file, or as text in a .pbtxt.")
  private Path graph;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Where to write the graph, in binary; an older file there is replaced.")
  private Path output;

  @Option(
      names = "--min-elements",
      paramLabel = "N",
      converter = Positive.class,
      description = "Constants with fewer elements stay as they are. Default: 1024.")
  private int minElements = (int) WeightSettings.MIN_ELEMENTS;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Words.DequantizeModes.class,
      completionCandidates = Words.DequantizeModes.class,
      description =
          "The mode of Dequantize: ${COMPLETION-CANDIDATES}. Default: min-first, with levels from"
              + " the smallest value to the largest; scaled has them on both sides of zero alike.")
  private Treatment.@Nullable Mode mode;

  @Option(
      names = "--rounding-bits",
      paramLabel = "N",
      converter = Positive.class,
      description =
          "Keep the floats, rounded to 2^N values for each constant: of the same size, but they"
              + " compress.")
  private @Nullable Integer roundingBits;

  @Mixin private CommonOptions common;

  QuantizeWeightsCommand(Terminal terminal, Job<QuantizeWeightsOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), common.session(terminal));
  }

  private QuantizeWeightsOptions options() {
    try {
      return new QuantizeWeightsOptions(
          graph, output, new WeightSettings(minElements, treatment()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Treatment treatment() {
    if (roundingBits == null) {
      return new Treatment.Quantized(mode == null ? Treatment.Mode.MIN_FIRST : mode);
    }
    if (mode != null) {
      throw new IllegalArgumentException("--mode has no meaning with --rounding-bits");
    }
    return new Treatment.Rounded(roundingBits);
  }
}
