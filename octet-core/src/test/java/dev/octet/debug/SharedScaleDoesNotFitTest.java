package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedScaleDoesNotFitTest {
  private final Network network = new Network(6);

  private Patient joined(float small) {
    float[] smallWeights = network.last.clone();
    float[] up = new float[32];
    for (int i = 0; i < smallWeights.length; i++) {
      smallWeights[i] *= small;
    }
    for (int i = 0; i < up.length; i++) {
      up[i] = i < 16 ? 1 : 1 / small;
    }
    String text =
        """
        graph main(%%x: f32[1,4,4,16]) -> (%%y) {
          const %%w1: f32[16,1,1,16] = %s
          const %%w2: f32[16,1,1,16] = %s
          const %%w3: f32[1,1,1,32] = %s
          const %%b: f32[16] = splat 0
          const %%b3: f32[32] = splat 0
          %%large: f32[1,4,4,16] = CONV_2D(%%x, %%w1, %%b) Conv2DOptions{stride_h: 1, stride_w: 1}
          %%small: f32[1,4,4,16] = CONV_2D(%%x, %%w2, %%b) Conv2DOptions{stride_h: 1, stride_w: 1}
          %%both: f32[1,4,4,32] = CONCATENATION(%%large, %%small) ConcatenationOptions{axis: 3}
          %%y: f32[1,4,4,32] = DEPTHWISE_CONV_2D(%%both, %%w3, %%b3) DepthwiseConv2DOptions{stride_h: 1, stride_w: 1, depth_multiplier: 1}
        }
        """
            .formatted(Network.list(network.first), Network.list(smallWeights), Network.list(up));
    return new Patient(text, network.samples);
  }

  @Test
  void aSmallInputOfAConcatenationLosesItsSteps() {
    Finding finding =
        FindingAssert.assertOnly(
            joined(0.01f).int8(), "SharedScaleDoesNotFit", "both", Severity.ERROR);
    assertThat(finding.sentence()).contains("input 1");
    assertThat(finding.evidence().get("steps")).isLessThan(5);
  }

  @Test
  void inputsOfOneSizeFit() {
    assertThat(FindingAssert.serious(joined(1).int8())).isEmpty();
  }
}
