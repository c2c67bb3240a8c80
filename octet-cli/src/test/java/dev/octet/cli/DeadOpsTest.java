package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyWriter;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of others with two ops in a row that lead nowhere, which XNNPACK ends the process over.
 */
class DeadOpsTest {
  @TempDir private Path folder;

  @Test
  void runAndEvaluateTakeThem() {
    Path model = folder.resolve("dead.tflite");
    Tflite.write(
        Text.parse(
            """
            graph main(%x: f32[1,4]) -> (%y) {
              %a: f32[1,4] = EXP(%x)
              %b: f32[1,4] = TANH(%a)
              %y: f32[1,4] = LOGISTIC(%x)
            }
            """),
        model);
    Path input = folder.resolve("x.npy");
    NumpyWriter.npy(input, NdArray.of(new long[] {1, 4}, new float[4]));
    String file = model.toString();
    String out = folder.resolve("out.npz").toString();
    assertThat(Shell.real().run("run", file, "--input", input.toString(), "-o", out)).isZero();
    assertThat(Shell.real().run("evaluate", file, file, "--data=random:2")).isZero();
  }
}
