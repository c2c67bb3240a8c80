package dev.octet.cli;

import dev.octet.Verification;
import dev.octet.data.Normalization;
import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a model smaller and faster. */
@Command(
    name = "quantize",
    description = "Makes a LiteRT model smaller and faster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nModes:%n",
    footer = {
      "  dynamic        int8 weights; activations are quantized as the model runs",
      "  weights8       int8 weights, everything computes in float",
      "  float16        half-precision weights, everything computes in float",
      "  int8           int8 weights and activations; what cannot be integer stays float",
      "  int8-only      the same, but all of it, or an error that names what cannot be",
      "  int16x8        int16 activations, int8 weights; what cannot be stays float",
      "  int16x8-only   the same, but all of it, or an error",
      "",
      "Examples:",
      "  octet quantize model.tflite -o small.tflite",
      "  octet quantize model.tflite -o int8.tflite --mode int8 \\",
      "      --calibrate images.npz:x --normalize 0,255 --save-ranges ranges.json",
      "  octet quantize model.tflite -o edge.tflite --mode int8-only \\",
      "      --ranges ranges.json --input-type uint8 --output-type uint8",
      "  octet quantize multi.tflite -o out.tflite --mode int8 \\",
      "      --calibrate encode=encode.npz --calibrate decode=decode.npz"
    })
final class QuantizeCommand implements Runnable {
  private final Terminal terminal;
  private final Job<QuantizeOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The float model, a .tflite file.")
  private Path model;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "Where to write the model; an older file there is replaced once all went well.")
  private Path output;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Words.Modes.class,
      completionCandidates = Words.Modes.class,
      description = "One of ${COMPLETION-CANDIDATES}; see below. Default: dynamic.")
  private Mode mode = Mode.DYNAMIC;

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
      names = "--samples",
      paramLabel = "N",
      converter = Positive.class,
      description = "Use the first N samples only.")
  private @Nullable Integer samples;

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

  @Option(
      names = "--requantize",
      description =
          "Turn what the model has quantized back to float first; its ranges are used again.")
  private boolean requantize;

  @Option(
      names = "--per-tensor",
      description = "One scale for each weight instead of one for each of its channels.")
  private boolean perTensor;

  @Option(
      names = "--min-elements",
      paramLabel = "N",
      converter = Positive.class,
      description = "With dynamic, leave weights with fewer elements in float. Default: 1024.")
  private @Nullable Integer minElements;

  @Option(
      names = "--input-type",
      paramLabel = "TYPE",
      converter = Words.InterfaceTypes.class,
      completionCandidates = Words.InterfaceTypes.class,
      description =
          "Element type of the inputs: float32, int8 or uint8 with int8, int8 or uint8 with"
              + " int8-only, float32 or int16 with int16x8 and int16x8-only. Default: int8 with"
              + " int8-only, else float32.")
  private @Nullable ElementType inputType;

  @Option(
      names = "--output-type",
      paramLabel = "TYPE",
      converter = Words.InterfaceTypes.class,
      completionCandidates = Words.InterfaceTypes.class,
      description = "Element type of the outputs, likewise.")
  private @Nullable ElementType outputType;

  @Mixin private Threads threads;

  @Option(
      names = "--verify",
      paramLabel = "HOW",
      converter = Words.Verifications.class,
      completionCandidates = Words.Verifications.class,
      description =
          "How to check the model before it takes its place: ${COMPLETION-CANDIDATES}. Default:"
              + " prepare, with which the runtime must accept every op.")
  private Verification verify = Verification.PREPARE;

  @Mixin private CommonOptions common;

  QuantizeCommand(Terminal terminal, Job<QuantizeOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    job.run(options(), common.session(terminal));
  }

  private QuantizeOptions options() {
    try {
      return new QuantizeOptions(
          model,
          output,
          recipe(),
          requantize,
          new QuantizeOptions.Calibration(calibrate, normalize, samples, saveRanges, ranges),
          threads.count(),
          verify);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Recipe recipe() {
    QuantizeOptions.check(
        !perTensor || mode != Mode.FLOAT16,
        "--per-tensor does not go with --mode float16, which has no scales");
    QuantizeOptions.check(
        minElements == null || mode == Mode.DYNAMIC,
        "--min-elements goes with --mode dynamic only");
    Recipe defaults = Recipe.of(mode);
    return new Recipe(
        mode,
        perTensor,
        minElements == null ? defaults.minElements() : minElements,
        inputType == null ? defaults.inputType() : inputType,
        outputType == null ? defaults.outputType() : outputType);
  }
}
