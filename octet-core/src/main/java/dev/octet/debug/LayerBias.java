package dev.octet.debug;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import org.jspecify.annotations.Nullable;

/**
 * The bias of a layer.
 *
 * @param values of the float model
 * @param steps the size of a step of the integers, one for all or one for each
 * @param isAtEnd for each, whether its integer is the least or the greatest of its type
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LayerBias(float[] values, float[] steps, boolean[] isAtEnd) {
  /** A float bias with its integers; null where there is none. */
  static @Nullable LayerBias of(OpRow row, Node original, Node quantized, Origins origins) {
    Tensor before = row.bias() < 0 ? null : original.input(row.bias());
    Tensor read = row.bias() < 0 ? null : quantized.input(row.bias());
    Constant floats = before == null ? null : before.data();
    if (before == null || floats == null || read == null || before.type() != ElementType.FLOAT32) {
      return null;
    }
    Tensor after = origins.of(read);
    float[] steps =
        switch (after.quantization()) {
          case PerTensor(float scale, long _) -> new float[] {scale};
          case PerChannel(float[] scales, long[] _, int _) -> scales;
          case null, default -> null;
        };
    Constant integers = after.data();
    float[] values = floats.bytes().toArray(Constant.F32);
    boolean fits = steps != null && (steps.length == 1 || steps.length == values.length);
    return integers == null || steps == null || !fits
        ? null
        : new LayerBias(values, steps, ends(integers, after.type(), values.length));
  }

  private static boolean[] ends(Constant integers, ElementType type, int count) {
    var ends = new boolean[count];
    if (type == ElementType.INT32 && integers.byteSize() == (long) count * Integer.BYTES) {
      for (int i = 0; i < count; i++) {
        int value = integers.bytes().get(Constant.I32, (long) i * Integer.BYTES);
        ends[i] = value == Integer.MAX_VALUE || value <= -Integer.MAX_VALUE;
      }
    }
    return ends;
  }

  float step(int channel) {
    return steps[steps.length == 1 ? 0 : channel];
  }
}
