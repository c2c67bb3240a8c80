package dev.octet.cli;

import dev.octet.model.ElementType;
import dev.octet.plan.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The types of a quantized model's inputs and outputs. */
final class InterfaceChoice {
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

  /** A recipe with the types that were asked for. */
  Recipe applyTo(Recipe recipe) {
    Recipe result = inputType == null ? recipe : recipe.withInputType(inputType);
    return outputType == null ? result : result.withOutputType(outputType);
  }
}
