package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.plan.Mode;
import dev.octet.plan.RangeMethod;
import dev.octet.plan.Recipe;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangeStretchedByOutliersTest {
  private static final String TEXT =
      """
      graph main(%x: f32[1,8,8,4]) -> (%y) {
        const %w: f32[4,1,1,4] = {1, 0.5, -0.5, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 0.3, 1, 0.4, 0.2, -0.2, 0.3, 1}
        const %b: f32[4] = {0, 0, 0, 0}
        %e: f32[1,8,8,4] = EXP(%x)
        %y: f32[1,8,8,4] = CONV_2D(%e, %w, %b) Conv2DOptions{stride_h: 1, stride_w: 1}
      }
      """;

  private static Patient patient(float outlier) {
    float[] samples = Network.normal(new Random(5), 40 * 256, 0.5);
    for (int c = 0; c < 4; c++) {
      samples[40 * c + c] = outlier;
    }
    return new Patient(TEXT, samples);
  }

  @Test
  void fewExtremeValuesTakeAllTheSteps() {
    Diagnosis diagnosis = patient(8).int8();
    Finding finding =
        diagnosis.findings().stream()
            .filter(f -> f.place().tensorName().equals("e"))
            .findFirst()
            .orElseThrow();
    assertThat(finding.rule()).isEqualTo("RangeStretchedByOutliers");
    assertThat(finding.severity()).isNotEqualTo(Severity.INFO);
    assertThat(finding.fixes().getFirst()).contains("percentile");
    assertThat(FindingAssert.serious(diagnosis))
        .allMatch(f -> f.rule().equals("RangeStretchedByOutliers"));
  }

  @Test
  void withoutThemAllIsWell() {
    assertThat(FindingAssert.serious(patient(0).int8())).isEmpty();
  }

  @Test
  void anObserverThatPassesOverThemHelps() {
    Recipe recipe = Recipe.of(Mode.INT8).withObserver(RangeMethod.parse("percentile:99.5"));
    assertThat(patient(8).diagnose(recipe).findings())
        .noneMatch(f -> f.rule().equals("RangeStretchedByOutliers"));
  }
}
