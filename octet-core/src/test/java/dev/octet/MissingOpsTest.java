package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.MissingOps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with ops that the runtime does not have. */
class MissingOpsTest {
  private static final String CUSTOM =
      """
      graph main(%x: f32[1,64]) -> (%z) {
        const %w: f32[64,64] = seed 3 range -1 1
        %y: f32[1,64] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        %u: f32[1,64] = custom:FlexErfinv(%y)
        %v: f32[1,64] = custom:Mine(%u)
        %a: f32[1,64] = ABS v77 (%v)
        %z: f32[1,64] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
      }
      """;

  @TempDir private Path folder;

  private Octet load() {
    Path file = folder.resolve("model.tflite");
    Tflite.write(Text.parse(CUSTOM), file);
    return Octet.load(file);
  }

  @Test
  void allOfThemAreNamed() {
    assertThat(MissingOps.of(Text.parse(CUSTOM), KernelSet.DEFAULT))
        .containsExactly("ABS version 77", "FlexErfinv", "Mine");
    assertThat(
            MissingOps.of(
                Text.parse("graph main(%x: f32[2]) -> (%y) { %y: f32[2] = ABS(%x) }"),
                KernelSet.PLAIN))
        .isEmpty();
  }

  @Test
  void calibrationSaysWhatItLacksAndWhatNeedsNone() {
    Octet octet = load();
    var samples =
        Datasets.of(
            ModelInputs.of(octet.model()).main(),
            Map.of("x", NdArray.of(new long[] {1, 1, 64}, new float[64])),
            DataOptions.standard());
    assertThatThrownBy(() -> octet.calibrate(RepresentativeDataset.of(samples), 1, _ -> {}))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUNTIME))
        .hasMessageContaining("the runtime has no ABS version 77, FlexErfinv, Mine")
        .hasMessageContaining("dynamic, weights8 and float16 need no calibration");
  }

  @Test
  void modesThatNeedNoCalibrationLeaveThemAsTheyAre() {
    Octet octet = load();
    for (Mode mode : List.of(Mode.DYNAMIC, Mode.WEIGHTS8, Mode.FLOAT16)) {
      Path target = folder.resolve(mode.text() + ".tflite");
      List<String> untried =
          octet
              .quantize(Recipe.of(mode), octet.withoutRanges())
              .write(target, Verification.PREPARE, 1);
      assertThat(untried)
          .containsExactly(
              "was not tried in the runtime here, which has no ABS version 77, FlexErfinv, Mine");
      assertThat(Text.print(Tflite.read(target)))
          .contains("custom:\"FlexErfinv\"", "custom:\"Mine\"", "ABS v77");
    }
  }
}
