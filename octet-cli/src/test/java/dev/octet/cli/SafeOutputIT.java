package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an older output when {@code ./octet} is interrupted or the disk is full. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a POSIX shell script")
class SafeOutputIT {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("octet.root", "..")).resolve("octet").toAbsolutePath().normalize();
  private static final String EXAMPLE = Fixtures.example("fashion.tflite").toString();

  @TempDir private Path folder;
  private Path home;
  private Path output;

  @BeforeEach
  void anOlderOutputIsThere() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    output = Files.writeString(home.resolve("out.tflite"), "older");
  }

  private void assertOnlyTheOlderOutputIsThere() throws IOException {
    assertThat(output).hasContent("older");
    try (Stream<Path> files = Files.list(home)) {
      assertThat(files).containsExactly(output);
    }
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("stdout.txt").toFile())
        .redirectError(folder.resolve("stderr.txt").toFile())
        .start();
  }

  private int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("ends in time").isTrue();
    return process.exitValue();
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("stderr.txt"));
  }

  /** Starts octet so that it hears Ctrl-C even where this process was told to ignore it. */
  private Process quantize(String... args) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if (end(start("env", "--default-signal=INT", "true")) == 0) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(List.of(LAUNCHER.toString(), "quantize"));
    command.addAll(Arrays.asList(args));
    return start(command.toArray(String[]::new));
  }

  private void interrupt(Process process) throws IOException, InterruptedException {
    assertThat(process.isAlive()).as("still at work: %s", err()).isTrue();
    assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
    assertThat(end(process)).isEqualTo(130);
  }

  @Test
  void interruptedWhileCalibrating() throws Exception {
    Process octet =
        quantize(
            EXAMPLE,
            "-o",
            output.toString(),
            "--mode=int8",
            "--calibrate=random:100000000",
            "--save-ranges=" + home.resolve("ranges.json"));
    assertThat(octet.waitFor(2, TimeUnit.SECONDS)).as("%s", err()).isFalse();
    interrupt(octet);
    assertOnlyTheOlderOutputIsThere();
  }

  @Test
  void interruptedWhileWriting() throws Exception {
    Path large = folder.resolve("large.tflite");
    Tflite.write(layers(24), large);
    Process octet = quantize(large.toString(), "-o", output.toString(), "--mode=float16");
    while (octet.isAlive() && !isWriting()) {
      Thread.onSpinWait();
    }
    interrupt(octet);
    assertOnlyTheOlderOutputIsThere();
  }

  /** Whether the new file has grown beside the older one. */
  private boolean isWriting() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.anyMatch(f -> !f.equals(output));
    }
  }

  /** Fully connected layers of 16 MB each. */
  private static Model layers(int n) {
    Tensor x = Tensor.of("x", ElementType.FLOAT32, Shape.of(1, 2048));
    Tensor last = x;
    var nodes = new ArrayList<Node>();
    for (int i = 0; i < n; i++) {
      Tensor weights =
          Tensor.of(
              "w" + i,
              ElementType.FLOAT32,
              Shape.of(2048, 2048),
              Constant.derived(4L << 22, (at, target) -> target.fill((byte) 0x3c)));
      Tensor next = Tensor.of("y" + i, ElementType.FLOAT32, Shape.of(1, 2048));
      nodes.add(
          new Node(
              Operation.builtin("FULLY_CONNECTED", Attributes.of("FullyConnectedOptions")),
              Arrays.asList(last, weights, null),
              List.of(next)));
      last = next;
    }
    var graph = new Graph("main", List.of(x), List.of(last), nodes);
    return new Model("large", List.of(graph), List.of(), List.of());
  }

  @Test
  void aFileThatMayNotGrow() throws Exception {
    assertThat(end(start(LAUNCHER.toString(), "quantize", EXAMPLE, "-o", output + ".2"))).isZero();
    Files.delete(Path.of(output + ".2"));
    int exitCode =
        end(
            start(
                "sh",
                "-c",
                "ulimit -f 40 && exec \"$@\"",
                "sh",
                LAUNCHER.toString(),
                "quantize",
                EXAMPLE,
                "-o",
                output.toString()));
    assertThat(err()).contains("out.tflite: cannot be written: File too large").hasLineCount(1);
    assertThat(exitCode).isEqualTo(3);
    assertOnlyTheOlderOutputIsThere();
  }

  @Test
  void aFullDisk() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    if (end(start("mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", disk.toString())) != 0) {
      System.out.println("SKIPPED: a small disk cannot be mounted here: " + err().strip());
      Assumptions.abort("a small disk cannot be mounted here");
    }
    try {
      Path older = Files.writeString(disk.resolve("out.tflite"), "older");
      int exitCode = end(start(LAUNCHER.toString(), "quantize", EXAMPLE, "-o", older.toString()));
      assertThat(err())
          .contains("out.tflite: cannot be written: No space left on device")
          .hasLineCount(1);
      assertThat(exitCode).isEqualTo(3);
      assertThat(older).hasContent("older");
      try (Stream<Path> files = Files.list(disk)) {
        assertThat(files).containsExactly(older);
      }
    } finally {
      assertThat(end(start("umount", disk.toString()))).isZero();
    }
  }
}
