package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.BlockScales;
import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.LowBits;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.plan.WeightFormat;
import java.lang.foreign.MemorySegment;

/** Float weights as tensors of integers, computed when they are written. */
final class IntegerWeights {
  private IntegerWeights() {}

  /** With these scales, one per channel of an axis, or one in all. */
  static Tensor of(
      Tensor weights, int axis, WeightFormat format, Rounding rounding, double... scales) {
    Channels channels = WeightScales.channels(weights, axis);
    Quantization quantization = quantization(axis, scales);
    if (format.bits() == WeightFormat.INT8.bits()) {
      var how = new Int8Quantization(channels, rounding, scales);
      Constant bytes =
          derived(weights, 1, (floats, bits, at) -> Kernels.quantizeInt8(floats, bits, how, at));
      return weights.withData(ElementType.INT8, quantization, bytes);
    }
    var how = new LowBits(LowBits.Width.of(format.bits()), channels, floats(scales));
    Constant packed =
        derived(
            weights,
            how.width().perByte(),
            (floats, bits, at) -> Kernels.quantizeLowBits(floats, bits, how, at));
    return weights.withData(type(format), quantization, packed);
  }

  /**
   * With a scale for each block of a row. The scales are computed when they are written, too: there
   * may be very many.
   *
   * @param clipped whether scales are those of the least squared error
   * @throws OctetException {@code UNSUPPORTED_MODEL} if a weight is NaN, infinite or too large for
   *     scales of half precision
   */
  static Tensor blocks(Tensor weights, WeightFormat format, boolean clipped) {
    int size = format.granularity().blockSize();
    var how = new BlockScales(LowBits.Width.of(format.bits()), size, clipped);
    float largest = WeightScales.largest(weights);
    if (largest > BlockScales.LARGEST * how.width().max()) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "weights '%s' reach %s, too much for block scales of half precision"
                  .formatted(weights.name(), largest))
          .advise("choose a scale per channel for this op");
    }
    MemorySegment floats = Constants.data(weights).bytes();
    int perByte = how.width().perByte();
    Constant packed =
        Constant.derived(
            weights.shape().elements() / perByte,
            (offset, target) -> how.quantize(floats, offset * perByte, target));
    return weights.withData(type(format), new Blockwise(scales(weights, how), size, 0), packed);
  }

  private static Tensor scales(Tensor weights, BlockScales how) {
    MemorySegment floats = Constants.data(weights).bytes();
    long bytesPerScale = (long) how.size() * Float.BYTES;
    Constant halves =
        Constant.derived(
            weights.shape().elements() / how.size() * Short.BYTES,
            (offset, target) ->
                how.write(
                    floats.asSlice(
                        offset / Short.BYTES * bytesPerScale,
                        target.byteSize() / Short.BYTES * bytesPerScale),
                    target));
    int[] dims = weights.shape().dims().clone();
    dims[dims.length - 1] /= how.size();
    return Tensor.of(weights.name() + "_scales", ElementType.FLOAT16, Shape.of(dims))
        .withData(ElementType.FLOAT16, null, halves);
  }

  private static ElementType type(WeightFormat format) {
    return format.bits() == 2 ? ElementType.INT2 : ElementType.INT4;
  }

  private static Quantization quantization(int axis, double[] scales) {
    return scales.length == 1
        ? new PerTensor((float) scales[0], 0)
        : PerChannel.symmetric(floats(scales), axis);
  }

  private static float[] floats(double[] values) {
    var floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Turns a stretch of floats, which begins at this element of the tensor, to integers. */
  @FunctionalInterface
  private interface Stretch {
    void quantize(MemorySegment floats, MemorySegment integers, long position);
  }

  private static Constant derived(Tensor weights, int perByte, Stretch stretch) {
    MemorySegment floats = Constants.data(weights).bytes();
    long count = weights.shape().elements();
    return Constant.derived(
        Math.ceilDiv(count, (long) perByte),
        (offset, target) -> {
          long from = offset * perByte;
          long to = Math.min(count, from + target.byteSize() * perByte);
          stretch.quantize(
              floats.asSlice(from * Float.BYTES, (to - from) * Float.BYTES), target, from);
        });
  }
}
