package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Verification;
import dev.octet.data.DataOptions;
import dev.octet.model.ElementType;
import dev.octet.plan.Improvement;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.plan.RecipeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizeOptionsTest {
  private final Shell shell = new Shell();

  private QuantizeOptions parse(String... more) {
    return shell.asked(QuantizeOptions.class, command(more));
  }

  private static String refuse(String... more) {
    var refusing = new Shell();
    assertThat(refusing.run(command(more))).isEqualTo(2);
    assertThat(refusing.err()).hasLineCount(1);
    return refusing.err();
  }

  private static String[] command(String... more) {
    return Stream.concat(Stream.of("quantize", "m.tflite", "-o", "out.tflite"), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void aModelAndAnOutputAreEnough() {
    QuantizeOptions options = parse();
    assertThat(options.model()).isEqualTo(Path.of("m.tflite"));
    assertThat(options.output()).isEqualTo(Path.of("out.tflite"));
    assertThat(options.recipe()).isEqualTo(Recipe.dynamicRange());
    assertThat(options.requantize()).isFalse();
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.verification()).isEqualTo(Verification.PREPARE);
  }

  @Test
  void improvementsAreNamedInALine() {
    Recipe recipe = parse("--mode=int8", "--improve=bias-correction,equalize").recipe();
    assertThat(recipe)
        .isEqualTo(
            Recipe.fullInteger()
                .withImprovement(Improvement.EQUALIZE)
                .withImprovement(Improvement.BIAS_CORRECTION));
  }

  @Test
  void improvementsThatDoNotExistAreRefused() {
    assertThat(refuse("--mode=int8", "--improve=equalise"))
        .contains("'equalise' is none of equalize, absorb-high-bias", "did you mean equalize?");
  }

  @Test
  void rangesOfAModelThatSamplesChangedAreNotKept() {
    assertThat(
            refuse(
                "--mode=int8",
                "--improve=absorb-high-bias",
                "--calibrate=a.npz",
                "--save-ranges=r.json"))
        .contains("its ranges cannot be kept");
  }

  @Test
  void samplesGoWithImprovementsThatMustSeeThem() {
    assertThat(
            parse("--mode=dynamic", "--improve=round-weights", "--calibrate=data.npz")
                .calibration()
                .sources())
        .containsExactly("data.npz");
    assertThat(refuse("--mode=dynamic", "--improve=clip-weights", "--calibrate=data.npz"))
        .contains("--mode dynamic needs no calibration");
    assertThat(
            refuse(
                "--mode=dynamic",
                "--improve=round-weights",
                "--calibrate=data.npz",
                "--save-ranges=ranges.json"))
        .contains("--mode dynamic needs no calibration");
  }

  @Test
  void improvementsThatCanDoNothingAreRefused() {
    assertThat(refuse("--mode=float16", "--improve=equalize"))
        .contains("equalize can do nothing for mode float16");
  }

  @Test
  void everyOptionArrives() {
    QuantizeOptions options =
        parse(
            "--mode=int16x8",
            "--calibrate=encode=a.npz",
            "--calibrate=decode=b.npz:codes",
            "--normalize=127.5,-127.5",
            "--samples=20",
            "--save-ranges=r.json",
            "--per-tensor",
            "--requantize",
            "--input-type=int16",
            "--output-type=float32",
            "--threads=3",
            "--verify=run");
    assertThat(options.calibration())
        .isEqualTo(
            new Calibration(
                List.of("encode=a.npz", "decode=b.npz:codes"),
                DataOptions.normalized(127.5f, -127.5f),
                20,
                Path.of("r.json"),
                null));
    assertThat(options.recipe())
        .isEqualTo(Recipe.int16x8().withPerTensor().withInputType(ElementType.INT16));
    assertThat(options.requantize()).isTrue();
    assertThat(options.threads()).isEqualTo(3);
    assertThat(options.verification()).isEqualTo(Verification.RUN);
  }

  @ParameterizedTest
  @EnumSource
  void everyModeHasAWordAndADefaultInterface(Mode mode) {
    var options = new ArrayList<>(List.of("--mode", mode.text()));
    if (mode.kind().isInteger()) {
      options.addAll(List.of("--ranges", "r.json"));
    }
    QuantizeOptions parsed = parse(options.toArray(String[]::new));
    assertThat(parsed.recipe()).isEqualTo(Recipe.of(mode));
  }

  @ParameterizedTest
  @CsvSource({
    "dynamic, int8",
    "weights8, int8",
    "float16, uint8",
    "int8, int16",
    "int8-only, int16",
    "int16x8, int8",
    "int16x8-only, uint8"
  })
  void anInterfaceTypeMustGoWithTheMode(String mode, String type) {
    var options = new ArrayList<>(List.of("--mode", mode, "--input-type", type));
    if (Mode.of(mode).orElseThrow().kind().isInteger()) {
      options.addAll(List.of("--ranges", "r.json"));
    }
    assertThat(refuse(options.toArray(String[]::new))).contains(type, "mode " + mode);
  }

  @ParameterizedTest
  @CsvSource({"int8", "int8-only", "int16x8", "int16x8-only"})
  void onlyTheModelTellsWhetherRangesAreMissing(String mode) {
    assertThat(parse("--mode", mode).calibration().isGiven()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"dynamic", "weights8", "float16"})
  void calibrationNobodyAskedForIsAMistake(String mode) {
    assertThat(refuse("--mode", mode, "--calibrate", "x.npz")).contains("--mode " + mode);
  }

  @ParameterizedTest
  @CsvSource({
    "--calibrate=a.npz --ranges=r.json, --ranges",
    "--ranges=r.json --normalize=0;1, --normalize",
    "--ranges=r.json --samples=3, --samples",
    "--ranges=r.json --save-ranges=s.json, --save-ranges",
    "--calibrate=a.npz --min-elements=3, --min-elements",
    "--calibrate=a.npz --normalize=1, MEAN;STD",
    "--calibrate=a.npz --normalize=1;0, std",
    "--calibrate=a.npz --normalize=1;NaN, finite",
    "--calibrate=a.npz --samples=0, at least 1",
    "--calibrate=a.npz --threads=-1, at least 1",
    "--calibrate=a.npz --save-ranges=out.tflite, same file",
    "--calibrate=a.npz --verify=maybe, prepare",
    "--calibrate=a.npz --mode=int8, --mode",
  })
  void whatCannotBeMeantIsAUsageError(String options, String mention) {
    String[] more = ("--mode=int8 " + options.replace(';', ',')).split(" ");
    assertThat(refuse(more)).contains(mention.replace(';', ','));
  }

  @Test
  void scalesMakeNoSenseForHalfPrecision() {
    assertThat(refuse("--mode=float16", "--per-tensor")).contains("--per-tensor");
  }

  @Test
  void theModelItselfIsNeverTheOutput(@TempDir Path folder) throws IOException {
    Path model = Files.createFile(folder.resolve("m.tflite"));
    Path link = Files.createSymbolicLink(folder.resolve("link.tflite"), model);
    assertThat(shell.run("quantize", model.toString(), "-o", link.toString())).isEqualTo(2);
    assertThat(shell.err()).contains("overwrite");
  }

  @Test
  void optionsAddRulesToTheRecipe() {
    QuantizeOptions options =
        parse(
            "--deny-op=ADD,MUL",
            "--deny-op=TANH",
            "--deny-node=^a",
            "--only-node=b",
            "--only-node=c");
    assertThat(options.named())
        .isEqualTo(new Named(List.of("ADD", "MUL", "TANH"), List.of("^a", "b", "c")));
    assertThat(options.recipe())
        .isEqualTo(
            Recipe.dynamicRange()
                .withOnlyNodes("(?:b)|(?:c)")
                .withDenylistedOps(List.of("ADD", "MUL", "TANH"))
                .withDeniedNodes("^a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mode=int8 --ranges=r.json --float-worst=2 | give them with --data or --calibrate",
        "--float-worst=2                             | give them with --data;",
        "--float-suspects=0.7                        | --float-suspects measures layers on samples",
        "--mode=int8-only --calibrate=a.npz --float-worst=2 | --mode int8-only, which leaves"
            + " nothing",
        "--data=a.npz                                | --data goes with --float-worst",
        "--float-worst=0 --data=a.npz                | whole number of at least 1",
        "--float-suspects=-1 --data=a.npz            | --float-suspects takes a positive number",
        "--float-worst=1 --data=a.npz --print-recipe | which --print-recipe does not",
      })
  void layersAreMeasuredOnlyWhereThatMakesSense(String options, String problem) {
    assertThat(refuse(options.split(" "))).contains(problem.replace(";", ""));
  }

  @Test
  void aRecipeIsPrintedWithoutAModel() {
    assertThat(shell.run("quantize", "--recipe=builtin:int8", "--deny-op=ADD", "--print-recipe"))
        .isZero();
    Recipe printed = RecipeFile.parse(shell.out(), "");
    assertThat(printed).isEqualTo(Recipe.fullInteger().withDenylistedOps(List.of("ADD")));
  }

  @Test
  void aRecipeComesFromAFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    Recipe recipe = Recipe.dynamicRange().withDenylistedOps(List.of("ADD"));
    Files.writeString(file, RecipeFile.print(recipe));
    assertThat(parse("--recipe=" + file).recipe()).isEqualTo(recipe);
  }

  @Test
  void brokenRecipesAreNamedWithTheirPlace(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    Files.writeString(file, "{\"format\": \"octet recipe\", \"rules\": [{\"ops\": \"ADD\"}]}");
    assertThat(refuse("--recipe=" + file)).contains("mine.json", "rule 1", "\"ops\"", "op, node");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "--recipe=builtin:int9, there is no built-in recipe 'int9'",
        "--recipe=builtin:int8 --mode=int8, --mode and --recipe exclude each other",
        "--deny-node=(, '(' is no regular expression",
        "--recipe=nowhere.json, nowhere.json: cannot be read"
      })
  void recipesThatCannotBeAreRefused(String options, String problem) {
    assertThat(shell.run(command(options.split(" ")))).isIn(2, 3);
    assertThat(shell.err()).hasLineCount(1).contains(problem);
  }

  @Test
  void aModelAndAnOutputMustBeGiven() {
    assertThat(shell.run("quantize", "m.tflite")).isEqualTo(2);
    assertThat(shell.run("quantize", "-o", "m.tflite")).isEqualTo(2);
    assertThat(shell.err()).contains("missing --output", "missing a MODEL");
  }
}
