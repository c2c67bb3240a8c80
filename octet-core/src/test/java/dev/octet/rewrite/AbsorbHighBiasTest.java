package dev.octet.rewrite;

import static dev.octet.rewrite.RewriteVerifier.assertSameOutputs;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbsorbHighBiasTest {
  private static final String DENSE =
      """
      graph main(%x: f32[1,1]) -> (%y) {
        const %v: f32[2,1] = {1, 1}
        const %b: f32[2] = {100, 0}
        %a: f32[1,2] = FULLY_CONNECTED(%x, %v, %b) FullyConnectedOptions{fused_activation_function: RELU}
        const %w: f32[1,2] = {3, 4}
        %y: f32[1,1] = FULLY_CONNECTED(%a, %w, _) FullyConnectedOptions{}
      }
      """;

  private static final String IMAGE =
      """
      graph main(%x: f32[1,4,4,1]) -> (%y) {
        const %v: f32[2,1,1,1] = {1, 1}
        const %b: f32[2] = {100, 0}
        %a: f32[1,4,4,2] = CONV_2D(%x, %v, %b) Conv2DOptions{stride_w: 1, stride_h: 1, fused_activation_function: RELU}
      """;

  /** The inputs of {@link RewriteVerifier} are −5 at least. */
  private static Map<Tensor, float[]> minima(Model model, float... least) {
    var minima = new HashMap<Tensor, float[]>();
    for (Tensor tensor : model.main().tensors()) {
      if (tensor.name().equals("a")) {
        minima.put(tensor, least);
      }
    }
    return minima;
  }

  private static Noted absorb(Model model, float... least) {
    return new AbsorbHighBias(model, _ -> false).apply(minima(model, least));
  }

  @Test
  void whatAChannelExceedsGoesIntoTheNextBias() {
    Model model = Text.parse(DENSE);
    Noted noted = absorb(model, 95, 0);
    assertThat(Text.print(noted.model(), 1000))
        .contains("const %b: f32[2] = {5.0, 0.0}", "const %y/bias: f32[1] = {285.0}");
    assertThat(noted.notes().getFirst()).contains("1 channel exceeds");
    assertSameOutputs(model, noted.model());
  }

  @Test
  void onlyWhatCanBeShiftedIsWatched() {
    Model model = Text.parse(DENSE);
    assertThat(new AbsorbHighBias(model, _ -> false).wanted().get(model.main()))
        .extracting(Tensor::name)
        .containsExactly("a");
    assertThat(new AbsorbHighBias(model, t -> t.name().equals("a")).wanted().get(model.main()))
        .isEmpty();
  }

  @Test
  void whatWasNeverSeenOrIsBelowZeroStays() {
    Model model = Text.parse(DENSE);
    assertThat(absorb(model, -3, Float.NaN).model()).isSameAs(model);
    assertThat(new AbsorbHighBias(model, _ -> false).apply(Map.of()).model()).isSameAs(model);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y: f32[1,2,2,1] = CONV_2D(%a, %w, %z1) Conv2DOptions{padding: VALID, stride_w: 1,"
            + " stride_h: 1}",
        """
        %p: f32[1,2,2,2] = AVERAGE_POOL_2D(%a) Pool2DOptions{filter_width: 2, filter_height: 2, stride_w: 2, stride_h: 2}
        %y: f32[1,1,1,1] = CONV_2D(%p, %u, %z1) Conv2DOptions{padding: VALID, stride_w: 1, stride_h: 1}
        """,
        """
        %m: f32[1,2] = MEAN(%a, %axes) ReducerOptions{}
        %y: f32[1,1] = FULLY_CONNECTED(%m, %d, _) FullyConnectedOptions{}
        """,
        "%y: f32[1,2,2,2] = DEPTHWISE_CONV_2D(%a, %e, %z2) DepthwiseConv2DOptions{padding: VALID,"
            + " stride_w: 1, stride_h: 1, depth_multiplier: 1}"
      })
  void layersThatPadNothingTakeItUp(String reader) {
    Model model = Text.parse(image(reader));
    Noted noted = absorb(model, 95, 0);
    assertThat(noted.model()).isNotEqualTo(model);
    assertSameOutputs(model, noted.model());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y: f32[1,4,4,1] = CONV_2D(%a, %w, %z1) Conv2DOptions{padding: SAME, stride_w: 1,"
            + " stride_h: 1}",
        """
        %t: f32[1,4,4,2] = TANH(%a)
        %y: f32[1,3,3,1] = CONV_2D(%t, %u, %z1) Conv2DOptions{padding: VALID, stride_w: 1, stride_h: 1}
        """,
        "%y: f32[1,4,4,2] = RELU6(%a)"
      })
  void whereItWouldNotBeTheSameItStays(String reader) {
    Model model = Text.parse(image(reader));
    assertThat(absorb(model, 95, 0).model()).isSameAs(model);
  }

  private static String image(String reader) {
    return IMAGE
        + """
          const %w: f32[1,3,3,2] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}
          const %u: f32[1,2,2,2] = {1, 2, 3, 4, 5, 6, 7, 8}
          const %d: f32[1,2] = {1, 2}
          const %e: f32[1,3,3,2] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9}
          const %axes: i32[2] = {1, 2}
          const %z1: f32[1] = {0.5}
          const %z2: f32[2] = {1, 0.5}
        """
        + reader
        + "\n}\n";
  }

  @Test
  void everyLayerThatReadsItTakesItUp() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,1]) -> (%y, %z) {
              const %v: f32[2,1] = {1, 1}
              const %b: f32[2] = {100, 0}
              %a: f32[1,2] = FULLY_CONNECTED(%x, %v, %b) FullyConnectedOptions{}
              const %w: f32[1,2] = {3, 4}
              const %c: f32[1] = {7}
              %y: f32[1,1] = FULLY_CONNECTED(%a, %w, %c) FullyConnectedOptions{}
              const %u: f32[1,2] = {2, 1}
              %z: f32[1,1] = FULLY_CONNECTED(%a, %u, _) FullyConnectedOptions{}
            }
            """);
    Noted noted = absorb(model, 95, 0);
    assertThat(List.of(noted.model())).doesNotContain(model);
    assertSameOutputs(model, noted.model());
  }
}
