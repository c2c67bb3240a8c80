package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Improvement;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Improvements that must see what layers read, from the file on. */
class LearnedImprovementsTest {
  @TempDir private Path folder;
  private Octet octet;
  private RepresentativeDataset data;

  @BeforeEach
  void model() {
    Path file = folder.resolve("model.tflite");
    var model =
        Text.parse(
            """
            graph main(%x: f32[1,64]) -> (%y) {
              const %w: f32[32,64] = seed 3 range -1 1
              %y: f32[1,32] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            """);
    Tflite.write(model, file, 1, _ -> {});
    octet = Octet.load(file);
    var values = new float[64 * 20];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 101) / 101f;
    }
    data =
        RepresentativeDataset.of(
            Datasets.of(
                ModelInputs.of(octet.model()).main(),
                Map.of("x", NdArray.of(new long[] {20, 64}, values)),
                DataOptions.standard()));
  }

  @ParameterizedTest
  @EnumSource(names = {"INT8", "INT8_ONLY", "INT16X8", "DYNAMIC", "DYNAMIC4", "WEIGHTS8"})
  void everyModeWithIntegerWeightsHasThem(Mode mode) {
    Recipe recipe =
        mode.recipe()
            .withImprovement(Improvement.CLIP_WEIGHTS)
            .withImprovement(Improvement.ROUND_WEIGHTS)
            .withImprovement(Improvement.BIAS_CORRECTION);
    Octet improved = octet.improved(recipe, data, 2, _ -> {});
    Ranges ranges =
        recipe.needsRanges()
            ? improved.calibrate(recipe, data, 2, _ -> {})
            : improved.withoutRanges();
    Outcome outcome = improved.quantize(recipe, ranges);
    outcome.write(folder.resolve("out.tflite"), Verification.RUN, 1);
    assertThat(outcome.notes())
        .anyMatch(n -> n.startsWith("clip-weights: "))
        .anyMatch(n -> n.startsWith("round-weights: rounded the weights of 1 op by their inputs"))
        .contains("bias-correction: corrected the biases of 1 op, 1 of which had none");
  }

  @ParameterizedTest
  @EnumSource(names = {"ROUND_WEIGHTS", "BIAS_CORRECTION"})
  void withoutSamplesTheyAreRefused(Improvement improvement) {
    Recipe recipe = Recipe.dynamicRange().withImprovement(improvement);
    assertThatThrownBy(() -> octet.improved(recipe, null, 1, _ -> {}))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(improvement.text());
    assertThatThrownBy(() -> octet.quantize(recipe, octet.withoutRanges()))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("the model is not improved with " + improvement.text());
  }

  @Test
  void whatWasSeenForBiasesDoesNotDoForWeights() {
    Recipe biases = Recipe.dynamicRange().withImprovement(Improvement.BIAS_CORRECTION);
    Octet improved = octet.improved(biases, data, 1, _ -> {});
    Recipe weights = Recipe.dynamicRange().withImprovement(Improvement.ROUND_WEIGHTS);
    assertThatThrownBy(() -> improved.quantize(weights, improved.withoutRanges()))
        .hasMessageContaining("the model is not improved with round-weights");
    Recipe clipped = Recipe.dynamicRange().withImprovement(Improvement.CLIP_WEIGHTS);
    assertThat(improved.quantize(clipped, improved.withoutRanges()).notes())
        .anyMatch(n -> n.startsWith("clip-weights"));
  }
}
