package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Text;
import org.junit.jupiter.api.Test;

/** Each refused model reads past its weights, or ends the process, in LiteRT 2.20. */
class LowBitRulesTest {
  @Test
  void acceptsBlocksWhereKernelsKnowThem() {
    accepts(
        """
        graph main(%x: f32[2,64]) -> (%y) {
          const %s: f16[2,2] = {1, 2, 3, 4}
          const %w: i4[2,64] quant(block 32, axis 0, scales %s) = seed 1 range -7 7
          %y: f32[2,2] = FULLY_CONNECTED v12 (%x, %w, _) FullyConnectedOptions{}
        }
        """);
    accepts(
        """
        graph main(%i: i32[1]) -> (%y) {
          const %s: f16[2,2] = {1, 2, 3, 4}
          const %w: i4[2,64] quant(block 32, axis 0, scales %s) = seed 1 range -7 7
          %y: f32[1,64] = EMBEDDING_LOOKUP v4 (%i, %w)
        }
        """);
  }

  @Test
  void refusesBlocksWhereNoKernelKnowsThem() {
    for (String type : new String[] {"i4", "i8"}) {
      refuses(
          """
          graph main(%x: f32[2,64]) -> (%y) {
            const %s: f16[2,2] = {1, 2, 3, 4}
            const %w: TYPE[2,64] quant(block 32, axis 0, scales %s) = seed 1 range -7 7
            %d: f32[2,64] = DEQUANTIZE v6 (%w)
            %y: f32[2,64] = ADD(%x, %d) AddOptions{}
          }
          """
              .replace("TYPE", type),
          "of which the op knows nothing");
    }
  }

  @Test
  void refusesScalesAndBlocksThatDoNotFit() {
    refuses(
        """
        graph main(%x: f32[2,64]) -> (%y) {
          const %s: f32[2,2] = {1, 2, 3, 4}
          const %w: i4[2,64] quant(block 32, axis 0, scales %s) = seed 1 range -7 7
          %y: f32[2,2] = FULLY_CONNECTED v12 (%x, %w, _) FullyConnectedOptions{}
        }
        """,
        "the scales of blocks are");
    refuses(
        """
        graph main(%x: f32[2,48]) -> (%y) {
          const %s: f16[3] = {1, 2, 3}
          const %w: i4[2,48] quant(block 32, axis 0, scales %s) = seed 1 range -7 7
          %y: f32[2,2] = FULLY_CONNECTED v12 (%x, %w, _) FullyConnectedOptions{}
        }
        """,
        "blocks of 32 do not divide");
  }

  @Test
  void refusesPackedWeightsThatAKernelReadsAsBytes() {
    refuses(
        """
        graph main(%x: f32[1,4,4,2]) -> (%y) {
          const %s: i32[4] = {1, 4, 4, 3}
          const %w: i4[3,3,3,2] quant(scale 0.1, zero 0) = seed 1 range -7 7
          %y: f32[1,4,4,3] = TRANSPOSE_CONV v3 (%s, %w, %x) TransposeConvOptions{padding: SAME, stride_h: 1, stride_w: 1}
        }
        """,
        "take each byte for one value");
    refuses(
        """
        graph main(%x: i16[1,4,4,2] quant(scale 0.1, zero 0)) -> (%y) {
          const %w: i4[1,3,3,2] quant(scale 0.1, zero 0) = seed 1 range -7 7
          const %b: i64[2] quant(scale 0.01, zero 0) = {0, 0}
          %y: i16[1,4,4,2] quant(scale 0.1, zero 0) = DEPTHWISE_CONV_2D v7 (%x, %w, %b) DepthwiseConv2DOptions{padding: SAME, stride_h: 1, stride_w: 1, depth_multiplier: 1}
        }
        """,
        "take each byte for one value");
  }

  private static void accepts(String text) {
    assertThatCode(() -> Tflite.bytes(Text.parse(text))).doesNotThrowAnyException();
  }

  private static void refuses(String text, String because) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.bytes(Text.parse(text)))
        .withMessageContaining(because)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED_MODEL));
  }
}
