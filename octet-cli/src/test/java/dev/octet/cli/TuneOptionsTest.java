package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.tune.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuneOptionsTest {
  private final Shell shell = new Shell();

  private TuneOptions parse(String... more) {
    return shell.asked(TuneOptions.class, command(more));
  }

  private static String[] command(String... more) {
    return Stream.concat(
            Stream.of("tune", "m.tflite", "-o", "out.tflite", "--data=d.npz"), Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void aModelDataAndAnOutputAreEnough() {
    TuneOptions options = parse();
    assertThat(options.recipe()).isEqualTo(Recipe.fullInteger());
    assertThat(options.goal().maxDrop()).isEqualTo(0.01);
    assertThat(options.goal().objective()).isEqualTo(Objective.INTEGER_OPS);
    assertThat(options.goal().budget()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.metric()).isNull();
    assertThat(options.bestEffort()).isFalse();
    assertThat(options.files()).isEqualTo(new TuneOptions.Files(Path.of("out.tflite"), null, null));
  }

  @Test
  void everythingCanBeSaid() {
    TuneOptions options =
        parse(
            "--mode=int8-only",
            "--input-type=uint8",
            "--calibrate=c.npz",
            "--samples=50",
            "--labels=l.npz",
            "--metric=kl",
            "--plugin=my.jar",
            "--max-drop=0.5",
            "--objective=latency",
            "--time-budget=2h",
            "--state=search",
            "--save-recipe=r.json",
            "--best-effort");
    assertThat(options.recipe())
        .isEqualTo(Recipe.of(Mode.INT8_ONLY).withInputType(ElementType.UINT8));
    assertThat(options.samples().limit()).isEqualTo(50);
    assertThat(options.plugins()).containsExactly(Path.of("my.jar"));
    assertThat(options.goal().objective()).isEqualTo(Objective.LATENCY);
    assertThat(options.goal().budget()).isEqualTo(Duration.ofHours(2));
    assertThat(options.bestEffort()).isTrue();
  }

  @Test
  void modesWithFloatActivationsAreForSmallFiles() {
    assertThat(parse("--mode=dynamic").goal().objective()).isEqualTo(Objective.SIZE);
  }

  @ParameterizedTest
  @CsvSource({
    "--time-budget=10, no time",
    "--time-budget=0m, no time",
    "--max-drop=-1, 0 or more",
    "--max-drop=NaN, 0 or more",
    "--objective=speed, latency",
    "--metric=top1, --labels",
    "--samples=5, --calibrate",
    "--save-recipe=out.tflite, same file",
    "--mode=float32, float16",
  })
  void whatCannotBeMeantIsRefused(String option, String why) {
    assertThat(shell.run(command(option))).isEqualTo(2);
    assertThat(shell.err()).contains(why).hasLineCount(1);
  }

  @Test
  void calibrationIsForModesThatNeedIt() {
    assertThat(shell.run(command("--mode=dynamic", "--calibrate=c.npz"))).isEqualTo(2);
    assertThat(shell.err()).contains("needs no calibration").hasLineCount(1);
  }

  @Test
  void theModelIsNotOverwritten() {
    assertThat(shell.run("tune", "m.tflite", "-o", "m.tflite", "--data=d.npz")).isEqualTo(2);
  }
}
