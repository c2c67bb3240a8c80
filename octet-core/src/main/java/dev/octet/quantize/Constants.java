package dev.octet.quantize;

import dev.octet.kernel.Affine;
import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Float constants in other types. What is asked for twice is made once, so that tensors shared by
 * several ops and graphs stay shared.
 */
final class Constants {
  private final Map<Object, Tensor> made = new HashMap<>();

  private record Form(Tensor source, Object as) {}

  private record Weights(int axis, boolean oneScale, Rounding rounding) {}

  private Tensor once(Tensor source, Object as, Supplier<Tensor> make) {
    return made.computeIfAbsent(new Form(source, as), _ -> make.get());
  }

  /**
   * Weights as int8 in [−127, 127].
   *
   * @param axis the axis of channels with a scale each, or {@link OpRow#PER_TENSOR}
   */
  Tensor int8(Tensor weights, int axis, Rounding rounding) {
    return once(
        weights,
        new Weights(axis, false, rounding),
        () -> int8(weights, axis, rounding, WeightScales.of(weights, axis)));
  }

  /** Weights as int8 with one scale for all of them, said once per channel of that axis. */
  Tensor int8OneScale(Tensor weights, int axis, Rounding rounding) {
    return once(
        weights,
        new Weights(axis, true, rounding),
        () -> {
          var scales = new double[weights.shape().dim(axis)];
          Arrays.fill(scales, WeightScales.of(weights, OpRow.PER_TENSOR)[0]);
          return int8(weights, axis, rounding, scales);
        });
  }

  /** Weights as int8 with these scales, one per channel; not shared. */
  static Tensor int8(Tensor weights, int axis, Rounding rounding, double... scales) {
    MemorySegment floats = data(weights).bytes();
    Channels channels = WeightScales.channels(weights, axis);
    var how = new Int8Quantization(channels, rounding, scales);
    Constant bytes =
        Constant.derived(
            weights.shape().elements(),
            (offset, target) ->
                Kernels.quantizeInt8(
                    floats.asSlice(offset * Float.BYTES, target.byteSize() * Float.BYTES),
                    target,
                    how,
                    offset));
    return weights.withData(ElementType.INT8, quantization(axis, scales), bytes);
  }

  private static Quantization quantization(int axis, double[] scales) {
    if (scales.length == 1) {
      return new PerTensor((float) scales[0], 0);
    }
    var floats = new float[scales.length];
    for (int c = 0; c < floats.length; c++) {
      floats[c] = (float) scales[c];
    }
    return PerChannel.symmetric(floats, axis);
  }

  /** A constant as float16. */
  Tensor float16(Tensor floats) {
    return once(
        floats,
        ElementType.FLOAT16,
        () -> {
          MemorySegment source = data(floats).bytes();
          Constant halves =
              Constant.derived(
                  floats.shape().elements() * Short.BYTES,
                  (offset, target) ->
                      Kernels.toFloat16(source.asSlice(offset * 2, target.byteSize() * 2), target));
          return floats.withData(ElementType.FLOAT16, null, halves);
        });
  }

  /** A constant operand with these parameters, as an activation of type int8 or int16. */
  Tensor activation(Tensor floats, ElementType type, PerTensor as) {
    return once(floats, as, () -> floats.withData(type, as, affine(floats, type, as)));
  }

  private static Constant affine(Tensor floats, ElementType type, PerTensor as) {
    var integers = type == ElementType.INT16 ? Affine.Type.INT16 : Affine.Type.INT8;
    var affine = new Affine(as.scale(), Math.toIntExact(as.zeroPoint()), integers);
    MemorySegment source = data(floats).bytes();
    int floatBytes = Float.SIZE / type.bits();
    return Constant.derived(
        type.bytes(floats.shape().elements()),
        (offset, target) ->
            affine.quantize(
                source.asSlice(offset * floatBytes, target.byteSize() * floatBytes), target));
  }

  /** A bias as int32, or int64 behind int16 activations, with these scales; not shared. */
  static Tensor bias(Tensor floats, ElementType type, long[] values, float[] scales) {
    Constant data =
        type == ElementType.INT64
            ? Constant.of(values)
            : Constant.of(Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
    Quantization quantization =
        scales.length == 1 ? new PerTensor(scales[0], 0) : PerChannel.symmetric(scales, 0);
    return floats.withData(type, quantization, data);
  }

  static Constant data(Tensor constant) {
    return Objects.requireNonNull(constant.data());
  }
}
