package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.ReadOptions;
import dev.octet.data.DataOptions;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluateOptionsTest {
  private final Shell shell = new Shell();

  @Test
  void everyOptionArrives() {
    EvaluateOptions options =
        shell.asked(
            EvaluateOptions.class,
            "evaluate",
            "a.tflite",
            "b.tflite",
            "--data=t.npz:x",
            "--labels=t.npz:y",
            "--normalize=0,255",
            "--top=3",
            "--output-name=probs",
            "--reference",
            "--threads=2");
    assertThat(options)
        .isEqualTo(
            new EvaluateOptions(
                List.of(Path.of("a.tflite"), Path.of("b.tflite")),
                ReadOptions.standard(),
                "t.npz:x",
                "t.npz:y",
                DataOptions.normalized(0, 255),
                3,
                "probs",
                KernelSet.REFERENCE,
                2));
  }

  @Test
  void withoutModelsThereIsNothingToCompare() {
    assertThat(shell.run("evaluate", "--data=t.npz:x", "--labels=t.npz:y")).isEqualTo(2);
    assertThat(shell.err()).contains("MODEL").hasLineCount(1);
  }
}
