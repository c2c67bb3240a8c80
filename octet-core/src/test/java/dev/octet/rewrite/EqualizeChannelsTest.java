package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertRewritten;
import static dev.octet.rewrite.RewriteVerifier.assertSameOutputs;
import static dev.octet.rewrite.RewriteVerifier.assertUnchanged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualizeChannelsTest {
  private static final Rewrite EQUALIZE = m -> EqualizeChannels.apply(m, _ -> false).model();
  private static final double WILD = 3;

  @Test
  void whatOneLayerMakesLargeTheNextMakesSmall() {
    assertRewritten(
        EQUALIZE,
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %v: f32[2,1] = {100, 1}
          const %b: f32[2] = {0, 0}
          %a: f32[1,2] = FULLY_CONNECTED(%x, %v, %b) FullyConnectedOptions{fused_activation_function: RELU}
          const %w: f32[1,2] = {0.03, 4}
          const %c: f32[1] = {0}
          %y: f32[1,1] = FULLY_CONNECTED(%a, %w, %c) FullyConnectedOptions{}
        }
        """,
        """
        graph main(%x: f32[1,1]) -> (%y) {
          const %v: f32[2,1] = {0.7745967, 0.8944272}
          const %b: f32[2] = {0, 0}
          %a: f32[1,2] = FULLY_CONNECTED(%x, %v, %b) FullyConnectedOptions{fused_activation_function: RELU}
          const %w: f32[1,2] = {3.8729832, 4.472136}
          const %c: f32[1] = {0}
          %y: f32[1,1] = FULLY_CONNECTED(%a, %w, %c) FullyConnectedOptions{}
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void aWildNetworkComputesTheSame(int seed) {
    Model wild = HostileNets.of(new SplittableRandom(seed), WILD);
    Model tamed = EQUALIZE.apply(wild);
    assertSameOutputs(wild, tamed);
    assertThat(EQUALIZE.apply(tamed)).isSameAs(tamed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void howANetworkWasScaledMakesNoDifference(int seed) {
    Model fromWild = EQUALIZE.apply(HostileNets.of(new SplittableRandom(seed), WILD));
    Model fromHealthy = EQUALIZE.apply(HostileNets.of(new SplittableRandom(seed), 0));
    assertSameOutputs(fromHealthy, fromWild);
    List<Tensor> constants = constants(fromHealthy);
    for (int i = 0; i < constants.size(); i++) {
      float[] expected = values(constants.get(i));
      assertThat(values(constants(fromWild).get(i)))
          .as(constants.get(i).name())
          .usingComparatorWithPrecision(1e-4f * largest(expected))
          .containsExactly(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RELU6(%a)",
        "TANH(%a)",
        "LOGISTIC(%a)",
        "ADD(%a, %k) AddOptions{}",
        "MEAN(%a, %last) ReducerOptions{keep_dims: true}"
      })
  void whatIsNotTheSameAtEveryScaleKeepsItsChannels(String op) {
    assertUnchanged(
        EQUALIZE,
        """
        graph main(%%x: f32[1,1]) -> (%%y) {
          const %%k: f32[2] = {1, 2}
          const %%last: i32[1] = {1}
          const %%v: f32[2,1] = {100, 1}
          %%a: f32[1,2] = FULLY_CONNECTED(%%x, %%v, _) FullyConnectedOptions{}
          %%z: f32[1,2] = %s
          const %%w: f32[1,2] = {0.03, 4}
          %%y: f32[1,1] = FULLY_CONNECTED(%%z, %%w, _) FullyConnectedOptions{}
        }
        """
            .formatted(op)
            .replace("%z: f32[1,2] = MEAN", "%z: f32[1,1] = MEAN")
            .replace(
                op.startsWith("MEAN") ? "%w: f32[1,2] = {0.03, 4}" : "\0", "%w: f32[1,1] = {4}"));
  }

  @Test
  void whatTheGraphGivesOutKeepsItsChannels() {
    assertUnchanged(
        EQUALIZE,
        """
        graph main(%x: f32[1,1]) -> (%y, %a) {
          const %v: f32[2,1] = {100, 1}
          %a: f32[1,2] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
          const %w: f32[1,2] = {0.03, 4}
          %y: f32[1,1] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void weightsThatTwoLayersReadStay() {
    assertUnchanged(
        EQUALIZE,
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %v: f32[2,2] = {100, 1, 3, 0.2}
          %a: f32[1,2] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
          %b: f32[1,2] = FULLY_CONNECTED(%a, %v, _) FullyConnectedOptions{}
          const %w: f32[1,2] = {0.03, 4}
          %y: f32[1,1] = FULLY_CONNECTED(%b, %w, _) FullyConnectedOptions{}
        }
        """);
  }

  @Test
  void aTensorWhoseRoundingIsKnownKeepsItsChannels() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,1]) -> (%y) {
              const %v: f32[2,1] = {100, 1}
              %a: f32[1,2] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
              const %w: f32[1,2] = {0.03, 4}
              %y: f32[1,1] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
            }
            """);
    for (String name : List.of("v", "a", "w")) {
      assertThat(EqualizeChannels.apply(model, t -> t.name().equals(name)).model()).isSameAs(model);
    }
  }

  @Test
  void channelsThatAreNeverMadeOrNeverReadDoNoHarm() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,1]) -> (%y) {
              const %v: f32[4,1] = {0, 100, 1, 1e-30}
              const %b: f32[4] = {0, 1, 2, 0}
              %a: f32[1,4] = FULLY_CONNECTED(%x, %v, %b) FullyConnectedOptions{fused_activation_function: RELU}
              const %w: f32[1,4] = {3, 0, 4, 1e-30}
              %y: f32[1,1] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
            }
            """);
    assertSameOutputs(model, EQUALIZE.apply(model));
  }

  @Test
  void aFlattenedImageIsReadChannelByChannel() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,2,2,1]) -> (%y) {
              const %v: f32[2,1,1,1] = {100, 1}
              const %b: f32[2] = {0, 0.5}
              %a: f32[1,2,2,2] = CONV_2D(%x, %v, %b) Conv2DOptions{stride_w: 1, stride_h: 1}
              const %s: i32[2] = {1, 8}
              %f: f32[1,8] = RESHAPE(%a, %s) ReshapeOptions{}
              const %w: f32[1,8] = {0.03, 4, 0.02, 3, 0.01, 2, 0.04, 1}
              %y: f32[1,1] = FULLY_CONNECTED(%f, %w, _) FullyConnectedOptions{}
            }
            """);
    Model tamed = EQUALIZE.apply(model);
    assertThat(tamed).isNotEqualTo(model);
    assertSameOutputs(model, tamed);
  }

  @Test
  void channelsThatCannotReachTheirCapGrow() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,2]) -> (%y) {
              const %u: f32[2,2] = {9, 1, 2, 9}
              %a: f32[1,2] = FULLY_CONNECTED(%x, %u, _) FullyConnectedOptions{fused_activation_function: RELU6}
              const %v: f32[2,2] = {5, 1, 0.001, 0.002}
              %b: f32[1,2] = FULLY_CONNECTED(%a, %v, _) FullyConnectedOptions{fused_activation_function: RELU6}
              const %w: f32[1,2] = {1, 900}
              %y: f32[1,1] = FULLY_CONNECTED(%b, %w, _) FullyConnectedOptions{}
            }
            """);
    Model tamed = EQUALIZE.apply(model);
    assertSameOutputs(model, tamed);
    List<Tensor> constants = constants(tamed);
    assertThat(values(constants.get(0))).containsExactly(9, 1, 2, 9);
    float[] grown = values(constants.get(1));
    assertThat(grown).startsWith(5, 1);
    assertThat(6 * (grown[2] + grown[3])).isBetween(0.3f, 6f);
  }

  @Test
  void theNoteSaysWhatStayed() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,1]) -> (%y) {
              const %v: f32[2,1] = {100, 1}
              %a: f32[1,2] = FULLY_CONNECTED(%x, %v, _) FullyConnectedOptions{}
              %t: f32[1,2] = TANH(%a)
              const %w: f32[1,2] = {0.03, 4}
              %y: f32[1,1] = FULLY_CONNECTED(%t, %w, _) FullyConnectedOptions{}
            }
            """);
    assertThat(EqualizeChannels.apply(model, _ -> false).notes())
        .containsExactly(
            "equalize: 0 of 2 layers give out other channels;"
                + " the rest stay as they are: 1 for TANH, 1 for the graph's output");
  }

  private static List<Tensor> constants(Model model) {
    return model.main().tensors().stream()
        .filter(t -> t.isConstant() && t.type() == ElementType.FLOAT32)
        .toList();
  }

  private static float[] values(Tensor constant) {
    return Objects.requireNonNull(constant.data()).bytes().toArray(Constant.F32);
  }

  private static float largest(float[] values) {
    float largest = Float.MIN_NORMAL;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
