package dev.octet.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.plan.WeightFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WeightsAndBiasTest {
  private static final float INPUT_SCALE = 0.5f;

  private final Tensor weights =
      Tensor.of(
          "w", ElementType.FLOAT32, Shape.of(2, 3), Constant.of(1f, -2f, 0.5f, 1e-6f, 0f, -1e-6f));

  private static Tensor bias(float... values) {
    return Tensor.of("b", ElementType.FLOAT32, Shape.of(values.length), Constant.of(values));
  }

  private WeightsAndBias quantize(int axis, Tensor bias, ElementType activations) {
    return WeightsAndBias.of(
        new Constants(),
        weights,
        axis,
        WeightFormat.INT8,
        Rounding.HALF_AWAY_BY_RECIPROCAL,
        bias,
        INPUT_SCALE,
        activations);
  }

  private static float[] scales(Tensor tensor) {
    return ((PerChannel) Objects.requireNonNull(tensor.quantization())).scales();
  }

  private static int[] ints(Tensor tensor) {
    return Constants.data(tensor).bytes().toArray(Constant.I32);
  }

  @Test
  void theScaleOfABiasIsTheProductOfInputAndWeightScale() {
    WeightsAndBias both = quantize(0, bias(1f, 0f), ElementType.INT8);
    assertThat(scales(both.weights())[0]).isEqualTo(2f / 127);
    assertThat(scales(Objects.requireNonNull(both.bias()))[0]).isEqualTo(INPUT_SCALE * (2f / 127));
    assertThat(ints(Objects.requireNonNull(both.bias()))).containsExactly(127, 0);
    assertThat(both.widened()).isEmpty();
  }

  @Test
  void theScaleOfTinyWeightsIsWidenedUntilTheirBiasFits() {
    WeightsAndBias both = quantize(0, bias(1f, -40f), ElementType.INT8);
    assertThat(both.widened()).containsExactly(1);
    Tensor bias = Objects.requireNonNull(both.bias());
    assertThat(ints(bias)[0]).isEqualTo(127);
    assertThat(ints(bias)[1]).isBetween(-(1 << 30), -(1 << 30) + 1000);
    assertThat((double) ints(bias)[1] * scales(bias)[1]).isBetween(-40.001, -39.999);
  }

  @Test
  void behindInt16ActivationsABiasHas64BitsAndNeedsNoWidening() {
    WeightsAndBias both = quantize(0, bias(1f, -40f), ElementType.INT16);
    assertThat(both.widened()).isEmpty();
    assertThat(Objects.requireNonNull(both.bias()).type()).isEqualTo(ElementType.INT64);
  }

  @Test
  void perTensorWeightsAreWidenedForTheLargestBias() {
    WeightsAndBias both = quantize(-1, bias(1f, -4e8f), ElementType.INT8);
    assertThat(both.widened()).containsExactly(0);
    assertThat(both.weights().quantization()).isInstanceOf(Quantization.PerTensor.class);
    assertThat(ints(Objects.requireNonNull(both.bias()))[1]).isNegative();
  }

  @Test
  void noBiasStaysNoBias() {
    var both =
        WeightsAndBias.of(
            new Constants(),
            weights,
            0,
            WeightFormat.INT8,
            Rounding.HALF_AWAY_BY_RECIPROCAL,
            null,
            INPUT_SCALE,
            ElementType.INT8);
    assertThat(both.bias()).isNull();
  }

  @Test
  void weightsBeyondReasonAreRefused() {
    Tensor huge =
        Tensor.of("w", ElementType.FLOAT32, Shape.of(1, 1), Constant.of(new float[] {3e38f}));
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(
            () ->
                WeightsAndBias.of(
                    new Constants(),
                    huge,
                    0,
                    WeightFormat.INT8,
                    Rounding.HALF_AWAY,
                    bias(1f),
                    1e6f,
                    ElementType.INT8))
        .withMessageContaining("'b': weights are too large")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_QUANTIZABLE));
  }
}
