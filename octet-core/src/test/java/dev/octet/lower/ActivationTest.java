package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import org.junit.jupiter.api.Test;

class ActivationTest {
  private final Lowering g = new Lowering();
  private final Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2, 4));

  @Test
  void hardSigmoidFusesWithWhatIsBefore() {
    assertThat(GraphText.of(g, Activation.hardSigmoid(g, x, 1.0 / 6)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              const %const: f32[] = {3.0}
              %add: f32[1,2,4] = ADD(%x, %const) AddOptions{}
              %relu6: f32[1,2,4] = RELU6(%add)
              const %const_1: f32[] = {0.16666667}
              %y: f32[1,2,4] = MUL(%relu6, %const_1) MulOptions{}
            }
            """);
  }

  @Test
  void eluWithAnAlphaIsALeakyElu() {
    assertThat(GraphText.of(g, Activation.elu(g, x, 0.5)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              %elu: f32[1,2,4] = ELU(%x)
              %y: f32[1,2,4] = LEAKY_RELU(%elu) LeakyReluOptions{alpha: 0.5}
            }
            """);
  }

  @Test
  void softplusDoesNotOverflow() {
    assertThat(GraphText.of(g, Softplus.of(g, x)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              %relu: f32[1,2,4] = RELU(%x)
              %abs: f32[1,2,4] = ABS(%x)
              %logistic: f32[1,2,4] = LOGISTIC(%abs)
              %log: f32[1,2,4] = LOG(%logistic)
              %y: f32[1,2,4] = SUB(%relu, %log) SubOptions{}
            }
            """);
  }

  @Test
  void mishIsFiveOps() {
    assertThat(GraphText.of(g, Softplus.mish(g, x)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              %neg: f32[1,2,4] = NEG(%x)
              %logistic: f32[1,2,4] = LOGISTIC(%neg)
              %log: f32[1,2,4] = LOG(%logistic)
              %tanh: f32[1,2,4] = TANH(%log)
              %y: f32[1,2,4] = MUL(%neg, %tanh) MulOptions{}
            }
            """);
  }

  @Test
  void rectifiersWithASlopeAndABoundAreTwoOps() {
    assertThat(GraphText.of(g, Rectifier.of(g, x, 0.25, 4, 0)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              %leaky_relu: f32[1,2,4] = LEAKY_RELU(%x) LeakyReluOptions{alpha: 0.25}
              const %const: f32[] = {4.0}
              %y: f32[1,2,4] = MINIMUM(%leaky_relu, %const) MaximumMinimumOptions{}
            }
            """);
  }

  @Test
  void rectifiersWithAThresholdSelect() {
    double none = Double.POSITIVE_INFINITY;
    assertThat(GraphText.of(g, Rectifier.of(g, x, 0, none, 1.5)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              const %const_1: f32[] = {1.5}
              %greater: bool[1,2,4] = GREATER(%x, %const_1) GreaterOptions{}
              const %const: f32[] = {0.0}
              %y: f32[1,2,4] = SELECT_V2(%greater, %x, %const) SelectV2Options{}
            }
            """);
  }

  @Test
  void softmaxGoesAlongAnyAxis() {
    assertThat(GraphText.of(g, Softmax.of(g, x, 1)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              const %const: i32[3] = {0, 2, 1}
              %transpose: f32[1,4,2] = TRANSPOSE(%x, %const) TransposeOptions{}
              %softmax: f32[1,4,2] = SOFTMAX(%transpose) SoftmaxOptions{beta: 1.0}
              const %const_1: i32[3] = {0, 2, 1}
              %y: f32[1,2,4] = TRANSPOSE(%softmax, %const_1) TransposeOptions{}
            }
            """);
  }

  @Test
  void severalAxesAreOneForSoftmax() {
    assertThat(GraphText.of(g, Softmax.of(g, x, 1, 2)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2,4]) -> (%y) {
              const %const: i32[2] = {1, 8}
              %reshape: f32[1,8] = RESHAPE(%x, %const) ReshapeOptions{new_shape: [1, 8]}
              %softmax: f32[1,8] = SOFTMAX(%reshape) SoftmaxOptions{beta: 1.0}
              const %const_1: i32[3] = {1, 2, 4}
              %y: f32[1,2,4] = RESHAPE(%softmax, %const_1) ReshapeOptions{new_shape: [1, 2, 4]}
            }
            """);
  }
}
