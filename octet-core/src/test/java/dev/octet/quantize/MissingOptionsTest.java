package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Octet;
import dev.octet.Verification;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files may leave out the options of an op when all have their default. */
class MissingOptionsTest {
  @TempDir private Path folder;

  private Node quantized(Mode mode, String graph, String op) {
    Path file = folder.resolve("float.tflite");
    Path output = folder.resolve("out.tflite");
    Tflite.write(Text.parse(graph), file);
    Octet octet = Octet.load(file);
    var ranges =
        mode.kind().isInteger()
            ? octet.calibrate(
                Datasets.open(List.of("random:2"), octet.model(), DataOptions.standard()),
                1,
                _ -> {})
            : octet.withoutRanges();
    octet.quantize(Recipe.of(mode), ranges).write(output, Verification.RUN, 1);
    Model model = Tflite.read(output);
    return model.main().nodes().stream().filter(n -> n.op().equals(op)).findFirst().orElseThrow();
  }

  @Test
  void theHybridKernelsOptionIsSetAllTheSame() {
    Node node =
        quantized(
            Mode.DYNAMIC,
            """
            graph main(%x: f32[1,64]) -> (%y) {
              const %w: f32[64,64] = seed 1 range -1 1
              %y: f32[1,64] = FULLY_CONNECTED(%x, %w, _)
            }
            """,
            "FULLY_CONNECTED");
    assertThat(Objects.requireNonNull(node.operation().options()).fields())
        .containsEntry("asymmetric_quantize_inputs", true);
  }

  @Test
  void theInt16KernelsOptionIsSetAllTheSame() {
    Node node =
        quantized(
            Mode.INT16X8,
            """
            graph main(%a: f32[1,8], %b: f32[1,8]) -> (%y) {
              %y: f32[1,8] = ADD(%a, %b)
            }
            """,
            "ADD");
    assertThat(Objects.requireNonNull(node.operation().options()).fields())
        .containsEntry("pot_scale_int16", false);
  }
}
