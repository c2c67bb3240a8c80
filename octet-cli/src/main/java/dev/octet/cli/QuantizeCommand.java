package dev.octet.cli;

import dev.octet.data.DataOptions;
import dev.octet.plan.Mode;
import dev.octet.plan.RecipeFile;
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
    description = "Makes a model smaller and faster: a .tflite file or a Keras one, to .tflite.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nModes:%n",
    footer = {
      "  dynamic        int8 weights; activations are quantized as the model runs",
      "  weights8       int8 weights, everything computes in float",
      "  dynamic4       int4 weights where a kernel takes them, else as dynamic",
      "  weights4       int4 weights, everything computes in float",
      "  float16        half-precision weights, everything computes in float",
      "  int8           int8 weights and activations; what cannot be integer stays float",
      "  int8-only      the same, but all of it, or an error that names what cannot be",
      "  int16x8        int16 activations, int8 weights; what cannot be stays float",
      "  int16x8-only   the same, but all of it, or an error",
      "",
      "Examples:",
      "  octet quantize model.tflite -o small.tflite",
      "  octet quantize model.keras -o small.tflite",
      "  octet quantize model.tflite -o int8.tflite --mode int8 \\",
      "      --calibrate images.npz:x --normalize 0,255 --save-ranges ranges.json",
      "  octet quantize model.tflite -o edge.tflite --mode int8-only \\",
      "      --ranges ranges.json --input-type uint8 --output-type uint8",
      "  octet quantize multi.tflite -o out.tflite --mode int8 \\",
      "      --calibrate encode=encode.npz --calibrate decode=decode.npz",
      "  octet quantize --recipe builtin:int8 --deny-op SOFTMAX --print-recipe > my.json"
    })
final class QuantizeCommand implements Runnable {
  private final Terminal terminal;
  private final Job<QuantizeOptions> job;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "The float model: a .tflite file, or a .keras or .h5 file of Keras.")
  private @Nullable Path model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUT",
      description = "Where to write the model; an older file there is replaced once all went well.")
  private @Nullable Path output;

  @Mixin private final RecipeChoice recipe = new RecipeChoice(Mode.DYNAMIC);

  @Mixin private CalibrationChoice calibration;

  @Mixin private FloatChoice floats;

  @Option(
      names = "--data",
      paramLabel = "[SIGNATURE=]PATH[:ARRAY]",
      description =
          "The samples for --float-worst and --float-suspects, as for --calibrate. May be given"
              + " more than once.")
  private List<String> data = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      converter = Positive.class,
      description = "Use the first N samples only.")
  private @Nullable Integer samples;

  @Option(
      names = "--requantize",
      description =
          "Turn what the model has quantized back to float first; its ranges are used again.")
  private boolean requantize;

  @Mixin private InputChoice inputs;

  @Mixin private Threads threads;

  @Mixin private VerificationChoice verification;

  @Mixin private ExplorerChoice explorer;

  @Mixin private ReportChoice report;

  @Mixin private CommonOptions common;

  QuantizeCommand(Terminal terminal, Job<QuantizeOptions> job) {
    this.terminal = terminal;
    this.job = job;
  }

  @Override
  public void run() {
    try {
      if (recipe.isPrinted()) {
        QuantizeOptions.check(
            !floats.layers(data, DataOptions.standard()).isAsked(),
            "--float-worst and --float-suspects ask the model, which --print-recipe does not");
        terminal.out().print(RecipeFile.print(recipe.recipe()));
      } else {
        job.run(options(), explorer.of(report.of(common.session(terminal))));
      }
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private QuantizeOptions options() {
    return new QuantizeOptions(
        given(model, "a MODEL, the file to quantize"),
        given(output, "--output, the file to write"),
        recipe.recipe(),
        recipe.named(),
        floats.layers(data, calibration.data()),
        requantize,
        data.isEmpty() ? calibration.options(samples) : calibration.optionsBesideData(samples),
        inputs.options(),
        threads.count(),
        verification.chosen());
  }

  private static Path given(@Nullable Path path, String what) {
    if (path == null) {
      throw new IllegalArgumentException("missing " + what);
    }
    return path;
  }
}
