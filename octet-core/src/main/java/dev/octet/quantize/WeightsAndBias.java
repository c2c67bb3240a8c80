package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.plan.WeightFormat;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The weights and the bias of a convolution or a fully connected op in integers.
 *
 * <p>The bias has the scale {@code input scale × weight scale}. Where it would overflow its type (a
 * channel of tiny weights with a real bias) the weight scale of that channel is widened until it
 * fits, at half the type's range; source: {@code SetBiasParamsWithAdjustments} of TensorFlow's
 * converter.
 *
 * @param weights of 8 bits or fewer
 * @param bias int32, or int64 behind int16 activations; null when there is none
 * @param widened the channels whose weight scale was widened
 */
record WeightsAndBias(Tensor weights, @Nullable Tensor bias, List<Integer> widened) {
  private static final double INT32_LIMIT = Integer.MAX_VALUE / 2.0;

  /** The 16x8 kernels multiply biases of up to 48 bits. */
  private static final double INT64_LIMIT = 0x1p46;

  static WeightsAndBias of(
      Constants constants,
      Tensor weights,
      int axis,
      WeightFormat format,
      Rounding rounding,
      @Nullable Tensor bias,
      float inputScale,
      ElementType activations) {
    Tensor plain = constants.weights(weights, axis, format, rounding);
    if (bias == null) {
      return new WeightsAndBias(plain, null, List.of());
    }
    double limit = activations == ElementType.INT16 ? INT64_LIMIT : INT32_LIMIT;
    float[] biases = floats(bias);
    float[] scales = scales(plain);
    List<Integer> tooNarrow =
        IntStream.range(0, scales.length)
            .filter(c -> largest(biases, c, scales.length) / inputScale / scales[c] > limit)
            .boxed()
            .toList();
    Tensor fitted = plain;
    if (!tooNarrow.isEmpty()) {
      double[] wider = constants.scales(weights, axis, format);
      for (int c : tooNarrow) {
        wider[c] = largest(biases, c, scales.length) / limit / inputScale;
      }
      fitted = constants.weights(weights, axis, format, rounding, wider);
    }
    return new WeightsAndBias(
        fitted, quantize(bias, biases, inputScale, scales(fitted), activations), tooNarrow);
  }

  /** The same weights with another bias, about as large. */
  WeightsAndBias withBias(Tensor newBias, float inputScale, ElementType activations) {
    return new WeightsAndBias(
        weights,
        quantize(newBias, floats(newBias), inputScale, scales(weights), activations),
        widened);
  }

  /** A bias as int32 in steps of one size. */
  static Tensor bias(Tensor bias, float step) {
    return quantize(bias, floats(bias), step, new float[] {1}, ElementType.INT8);
  }

  private static Tensor quantize(
      Tensor bias, float[] biases, float inputScale, float[] weightScales, ElementType type) {
    var scales = new float[weightScales.length];
    for (int c = 0; c < scales.length; c++) {
      scales[c] = inputScale * weightScales[c];
      if (Float.isInfinite(scales[c])) {
        throw new OctetException(
                ErrorCode.NOT_QUANTIZABLE, "weights are too large for their scales")
            .in("'" + bias.name() + "'")
            .advise("such a model was not trained to an end: train or export it again");
      }
    }
    var values = new long[biases.length];
    for (int i = 0; i < values.length; i++) {
      // in float and by the inverse, as TensorFlow's converter: the same integers come out
      float inverse = 1 / scales[scales.length == 1 ? 0 : i];
      values[i] = (long) Int8Quantization.awayFromZero(biases[i] * inverse);
    }
    ElementType stored = type == ElementType.INT16 ? ElementType.INT64 : ElementType.INT32;
    return Constants.bias(bias, stored, values, scales);
  }

  /** The largest bias that a scale must serve: its channel's, or all when there is one scale. */
  private static double largest(float[] biases, int channel, int scales) {
    return scales == 1
        ? IntStream.range(0, biases.length).mapToDouble(i -> Math.abs(biases[i])).max().orElse(0)
        : Math.abs(biases[channel]);
  }

  private static float[] floats(Tensor bias) {
    MemorySegment bytes = Constants.data(bias).bytes();
    return bytes.toArray(Constant.F32);
  }

  private static float[] scales(Tensor weights) {
    return switch (Objects.requireNonNull(weights.quantization())) {
      case PerTensor(float scale, long _) -> new float[] {scale};
      case PerChannel(float[] scales, long[] _, int _) -> scales;
      default -> throw new IllegalStateException("weights without scales");
    };
  }
}
