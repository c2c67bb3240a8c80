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
            "--data=u.npz:x",
            "--signature=serve",
            "--labels=t.npz:y",
            "--normalize=0,255",
            "--metric=top1,f1",
            "--metric=mae",
            "--plugin=mine.jar",
            "--top=3",
            "--max-val=255",
            "--ignore-index=0",
            "--resamples=100",
            "--gate=top1.drop<=1%",
            "--gate=bytes.ratio<0.3",
            "--output-name=probs",
            "--reference",
            "--threads=2");
    assertThat(options)
        .isEqualTo(
            new EvaluateOptions(
                List.of(Path.of("a.tflite"), Path.of("b.tflite")),
                ReadOptions.standard(),
                new EvaluateOptions.Data(
                    List.of("t.npz:x", "u.npz:x"),
                    "serve",
                    DataOptions.normalized(0, 255).withLabels("t.npz:y")),
                new EvaluateOptions.Metrics(
                    List.of("top1", "f1", "mae"), List.of(Path.of("mine.jar")), 3, 255.0, 0, 100),
                List.of("top1.drop<=1%", "bytes.ratio<0.3"),
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
