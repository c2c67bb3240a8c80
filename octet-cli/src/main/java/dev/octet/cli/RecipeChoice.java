package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Improvement;
import dev.octet.plan.Mode;
import dev.octet.plan.RangeMethod;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import dev.octet.plan.Treatment.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What to make of a model: a mode or a recipe, and what else the command line says about it. */
final class RecipeChoice {
  private static final String BUILT_IN = "builtin:";

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = Words.Modes.class,
      completionCandidates = Words.Modes.class,
      description =
          "One of ${COMPLETION-CANDIDATES}; 'octet help quantize' says what each is. Default:"
              + " dynamic; of debug, int8.")
  private @Nullable Mode mode;

  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = {
        "Instead of a mode: a recipe in JSON, with rules by op, node and signature; or one of"
            + " LiteRT Quantizer; or builtin:MODE, the recipe of a mode."
      })
  private @Nullable String file;

  @Option(
      names = "--print-recipe",
      description = "Print the recipe that the other options make, and do nothing else.")
  private boolean print;

  @Mixin private DenialChoice denials;

  @Option(
      names = "--per-tensor",
      description = "One scale for each weight instead of one for each of its channels.")
  private boolean perTensor;

  @Option(
      names = "--min-elements",
      paramLabel = "N",
      converter = Positive.class,
      description =
          "Where activations stay float, leave weights with fewer elements in float, too."
              + " Default: 1024 with dynamic.")
  private @Nullable Integer minElements;

  @Option(
      names = "--observer",
      paramLabel = "METHOD",
      converter = ObserverConverter.class,
      description =
          "How calibration finds ranges: min-max (the default), mean, percentile:99.99, mse or"
              + " entropy.")
  private @Nullable RangeMethod observer;

  @Option(
      names = "--improve",
      paramLabel = "NAME",
      split = ",",
      converter = Words.Improvements.class,
      completionCandidates = Words.Improvements.class,
      description =
          "What else to do so that the result is better: any of ${COMPLETION-CANDIDATES}. May be"
              + " repeated.")
  private List<Improvement> improvements = List.of();

  @Mixin private InterfaceChoice types;

  private final Mode usual;

  /** A choice where {@code usual} is meant when nothing is said. */
  RecipeChoice(Mode usual) {
    this.usual = usual;
  }

  /** Whether the recipe is what the user wants to see. */
  boolean isPrinted() {
    return print;
  }

  /**
   * The recipe that all of it makes.
   *
   * @throws IllegalArgumentException with the text of a usage error
   * @throws OctetException if the recipe file cannot be read
   */
  Recipe recipe() {
    QuantizeOptions.check(mode == null || file == null, "--mode and --recipe exclude each other");
    Recipe recipe = types.applyTo(base());
    Set<Kind> kinds = recipe.kinds();
    QuantizeOptions.check(
        !perTensor || !kinds.equals(Set.of(Kind.FLOAT16)),
        "--per-tensor does not go with --mode float16, which has no scales");
    QuantizeOptions.check(
        minElements == null || kinds.contains(Kind.DYNAMIC) || kinds.contains(Kind.WEIGHTS),
        "--min-elements goes with modes that keep activations in float only");
    QuantizeOptions.check(
        observer == null || recipe.needsRanges(),
        "--observer goes with modes that fix the ranges of activations only");
    recipe = perTensor ? recipe.withPerTensor() : recipe;
    recipe = minElements == null ? recipe : recipe.withMinElements(minElements);
    recipe = observer == null ? recipe : recipe.withObserver(observer);
    for (Improvement improvement : improvements) {
      recipe = recipe.withImprovement(improvement);
    }
    return denials.applyTo(recipe);
  }

  /** What the command line itself names of the model. */
  Named named() {
    return denials.named();
  }

  private Recipe base() {
    if (file == null) {
      return Recipe.of(mode == null ? usual : mode);
    }
    return file.startsWith(BUILT_IN)
        ? Recipe.of(builtIn(file.substring(BUILT_IN.length())))
        : read(Path.of(file));
  }

  private static Mode builtIn(String name) {
    return Mode.of(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no built-in recipe '%s': choose one of %s"
                        .formatted(name, String.join(", ", new Words.Modes()))));
  }

  private static Recipe read(Path path) {
    try {
      String name = String.valueOf(path.getFileName()).replaceFirst("\\.json$", "");
      return RecipeFile.parse(Files.readString(path), name);
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(path.toString())
          .because(e);
    } catch (OctetException e) {
      throw e.in(path.toString());
    }
  }
}
