package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./octet} as a user meets it: another process, in another folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class LauncherIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("octet.root", "..")).resolve("octet").toAbsolutePath().normalize();

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  private Result run(Map<String, String> environment, Path launcher, String... args)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    Path out = folder.resolve("stdout.txt");
    Path err = folder.resolve("stderr.txt");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends in time").isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Result run(String... args) throws IOException, InterruptedException {
    return run(Map.of(), LAUNCHER, args);
  }

  @Test
  void theAnswerIsAllThatIsHeard() throws Exception {
    Result result = run("--version");
    assertThat(result.out()).startsWith("octet ").hasLineCount(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void theStartUpCacheWasMade() {
    assertThat(LAUNCHER.resolveSibling("octet-cli/target/octet/octet.aot")).isNotEmptyFile();
  }

  @Test
  void errorsAreOneLineOnStandardErrorAndNothingElse() throws Exception {
    Result result = run("quantize");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("octet: error: ").hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void worksThroughALinkInAFolderWithSpaces() throws Exception {
    Path link =
        Files.createSymbolicLink(
            Files.createDirectory(folder.resolve("a folder")).resolve("oc tet"), LAUNCHER);
    assertThat(run(Map.of(), link, "--version").exitCode()).isZero();
    Files.delete(link);
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    Result result = run("inspect", "no such \"model\" * $HOME \\ é.tflite");
    assertThat(result.err()).contains("no such \"model\" * $HOME \\ é.tflite");
    assertThat(result.exitCode()).isEqualTo(3);
  }

  @Test
  void namesBeyondAsciiSurviveTheCLocale() throws Exception {
    assertThat(run(Map.of("LC_ALL", "C"), LAUNCHER, "inspect", "größe.tflite").err())
        .contains("größe.tflite");
  }

  @Test
  void whatTheJvmCannotDoIsHeard() throws Exception {
    Result result = run(Map.of("OCTET_JAVA_OPTS", "-XX:NoSuchOption"), LAUNCHER, "--version");
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.err()).contains("NoSuchOption");
  }

  @Test
  void neitherTheJvmNorTheRuntimeHasAnythingToAdd() throws Exception {
    Path example = LAUNCHER.resolveSibling("examples/fashion");
    Result result =
        run(
            "quantize",
            example.resolve("fashion.tflite").toString(),
            "-o",
            "out.tflite",
            "--mode=int8",
            "--verify=run",
            "--normalize=0,255",
            "--samples=4",
            "--calibrate=" + example.resolve("calib.npz") + ":x");
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(folder.resolve("out.tflite")).isNotEmptyFile();
  }

  @Test
  void aJdkThatIsNoneIsAClearError() throws Exception {
    Result result = run(Map.of("OCTET_JAVA_HOME", folder.toString()), LAUNCHER, "--version");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("OCTET_JAVA_HOME").hasLineCount(1);
  }

  @Test
  void twoProgramsMayShareOneLog() throws Exception {
    Path script = folder.resolve("script.sh");
    Files.writeString(script, "\"$1\" nonsense; echo between >&2; \"$1\" nonsense\n");
    Path log = folder.resolve("log.txt");
    Process shell =
        new ProcessBuilder("sh", script.toString(), LAUNCHER.toString())
            .redirectError(log.toFile())
            .start();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readAllLines(log)).hasSize(3).element(1).isEqualTo("between");
  }
}
