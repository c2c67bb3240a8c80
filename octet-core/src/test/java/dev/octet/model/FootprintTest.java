package dev.octet.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Footprint.OfType;
import org.junit.jupiter.api.Test;

class FootprintTest {
  private static final Model MODEL =
      Text.parse(
          """
          graph main(%x: f32[10]) -> (%y) {
            const %w: f32[10] = splat 1.0
            %a: f32[10] = RELU(%x)
            %b: f32[10] = ADD(%a, %w)
            %c: f32[10] = MUL(%b, %b)
            const %v: f32[10] = as %w
            %y: f32[10] = ADD(%c, %v)
          }
          """);

  @Test
  void activationsLiveFromTheNodeThatMakesThemToTheLastThatReadsThem() {
    // x and y all the time, and a node's input beside its output
    assertThat(Footprint.peakActivations(MODEL.main())).isEqualTo(4 * 40);
  }

  @Test
  void aSharedConstantCountsOnce() {
    assertThat(Footprint.constantsByType(MODEL))
        .containsExactly(new OfType(ElementType.FLOAT32, 1, 40));
    assertThat(Footprint.constants(MODEL)).extracting(Tensor::name).containsExactly("w");
  }
}
