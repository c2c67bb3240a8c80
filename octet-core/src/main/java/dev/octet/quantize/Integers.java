package dev.octet.quantize;

import dev.octet.kernel.Channels;
import dev.octet.kernel.PackedIntegers;
import dev.octet.model.Constant;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Quantization.Opaque;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Weights as integers with their scales, unpacked; zero points are 0.
 *
 * @param values one for each weight; may be changed
 * @param scales of which there is one for each run, channel or tensor
 * @param channels which scale is whose
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Integers(byte[] values, float[] scales, Channels channels) {
  /** Those of quantized weights. */
  static Integers of(Tensor weights) {
    int count = Math.toIntExact(weights.shape().elements());
    byte[] values =
        PackedIntegers.unpack(Constants.data(weights).bytes(), weights.type().bits(), count);
    return switch (Objects.requireNonNull(weights.quantization())) {
      case PerTensor(float scale, long _) ->
          new Integers(values, new float[] {scale}, Channels.one());
      case PerChannel(float[] scales, long[] _, int axis) ->
          new Integers(values, scales, Channels.of(weights.shape().dims(), axis));
      case Blockwise(Tensor halves, int size, int _) -> {
        float[] scales = floats(halves);
        yield new Integers(
            values,
            scales,
            scales.length == 1 ? Channels.one() : new Channels(scales.length, size));
      }
      case Opaque _ -> throw new IllegalArgumentException("weights without scales");
    };
  }

  private static float[] floats(Tensor halves) {
    MemorySegment bytes = Constants.data(halves).bytes();
    var floats = new float[Math.toIntExact(bytes.byteSize() / Short.BYTES)];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.float16ToFloat(bytes.getAtIndex(Constant.I16, i));
    }
    return floats;
  }

  float scale(long element) {
    return scales[channels.at(element)];
  }

  /** The quantized weights with these integers. */
  Tensor in(Tensor weights) {
    return weights.withData(
        weights.type(),
        weights.quantization(),
        Constant.of(PackedIntegers.pack(values, weights.type().bits())));
  }
}
