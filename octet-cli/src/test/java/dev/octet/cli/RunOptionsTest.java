package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunOptionsTest {
  private final Shell shell = new Shell();

  @Test
  void everyOptionArrives() {
    RunOptions options =
        shell.asked(
            RunOptions.class,
            "run",
            "m.tflite",
            "--input=a=x.npy",
            "--input=b=y.npz:z",
            "-o=out.npz",
            "--signature=encode",
            "--reference",
            "--threads=2");
    assertThat(options.inputs())
        .containsExactly(
            new InputSource("a", Path.of("x.npy"), null),
            new InputSource("b", Path.of("y.npz"), "z"));
    assertThat(options.signature()).isEqualTo("encode");
    assertThat(options.kernels()).isEqualTo(KernelSet.REFERENCE);
    assertThat(options.threads()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "--input=x.npy --input=y.npy -o=o.npz, NAME=",
    "--input=a=x.npy --input=a=y.npy -o=o.npz, twice",
    "--input=x.npy -o=o.npy, .npz",
    "--input=x.npy, --output",
    "-o=o.npz, --input",
  })
  void whatCannotBeMeantIsAUsageError(String options, String mention) {
    assertThat(shell.run(("run m.tflite " + options).split(" "))).isEqualTo(2);
    assertThat(shell.err()).contains(mention).hasLineCount(1);
  }
}
