package dev.octet.debug;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Whether the int8 weights of an op stand for those of another. Looks at some of them only; says
 * nothing where a weight is no constant, of another type, or not in memory yet.
 */
final class SameWeights {
  private static final long MOST = 4096;

  /** The part of the energy that no rounding takes. */
  private static final double OTHER = 0.25;

  private SameWeights() {}

  /** Whether the weights of a pair are surely not the same. */
  static boolean areOther(Pair pair) {
    for (int i = 0; i < pair.original().inputs().size(); i++) {
      Tensor before = pair.original().input(i);
      Tensor after = i < pair.quantized().inputs().size() ? pair.quantized().input(i) : null;
      if (before != null && after != null && areOther(before, after)) {
        return true;
      }
    }
    return false;
  }

  private static boolean areOther(Tensor before, Tensor after) {
    boolean comparable =
        before.type() == ElementType.FLOAT32
            && after.type() == ElementType.INT8
            && before.shape().rank() > 1
            && after.data() instanceof Constant.Stored
            && before.shape().elements() == after.shape().elements();
    Constant floats = before.data();
    Constant integers = after.data();
    if (!comparable || floats == null || integers == null) {
      return false;
    }
    return isFar(floats.bytes(), integers.bytes(), after);
  }

  private static boolean isFar(MemorySegment floats, MemorySegment integers, Tensor after) {
    long count = after.shape().elements();
    long step = Math.max(1, count / MOST);
    double energy = 0;
    double noise = 0;
    for (long i = 0; i < count; i += step) {
      double value = floats.get(Constant.F32, i * Float.BYTES);
      Double same = real(integers.get(ValueLayout.JAVA_BYTE, i), i, after);
      if (same == null) {
        return false;
      }
      energy += value * value;
      noise += (value - same) * (value - same);
    }
    return noise > OTHER * energy;
  }

  private static @Nullable Double real(byte integer, long index, Tensor tensor) {
    return switch (tensor.quantization()) {
      case PerTensor(float scale, long zero) -> (double) scale * (integer - zero);
      case PerChannel channels -> {
        long inner = 1;
        for (int d = channels.axis() + 1; d < tensor.shape().rank(); d++) {
          inner *= tensor.shape().dim(d);
        }
        int channel = (int) (index / inner % channels.scales().length);
        yield (double) channels.scales()[channel] * (integer - channels.zeroPoints()[channel]);
      }
      case null, default -> null;
    };
  }
}
