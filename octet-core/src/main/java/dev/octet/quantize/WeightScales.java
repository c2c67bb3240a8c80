package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.LowBits;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/** The scales of weights: the largest magnitude of each channel over the largest integer. */
final class WeightScales {
  private static final long STRETCH = 1 << 20;

  private WeightScales() {}

  /** The slices that get a scale each; one for the whole tensor on {@link OpRow#PER_TENSOR}. */
  static Channels channels(Tensor weights, int axis) {
    return axis == OpRow.PER_TENSOR ? Channels.one() : Channels.of(weights.shape().dims(), axis);
  }

  /**
   * The scales, in double, one per channel.
   *
   * @param bits of the integers: 8, 4 or 2
   * @throws OctetException {@code UNSUPPORTED_MODEL} if a weight is NaN or infinite
   */
  static double[] of(Tensor weights, int axis, int bits) {
    float[] largest = largest(weights, channels(weights, axis));
    var scales = new double[largest.length];
    for (int c = 0; c < scales.length; c++) {
      scales[c] =
          bits == WeightFormat.INT8.bits()
              ? Int8Quantization.scale(largest[c])
              : LowBits.Width.of(bits).scale(largest[c]);
    }
    return scales;
  }

  /**
   * The largest magnitude.
   *
   * @throws OctetException {@code UNSUPPORTED_MODEL} if a weight is NaN or infinite
   */
  static float largest(Tensor weights) {
    return largest(weights, Channels.one())[0];
  }

  private static float[] largest(Tensor weights, Channels channels) {
    MemorySegment floats = Constants.data(weights).bytes();
    long n = weights.shape().elements();
    float[] largest =
        LongStream.range(0, Math.ceilDiv(n, STRETCH))
            .parallel()
            .mapToObj(s -> largest(floats, channels, s * STRETCH, Math.min(n, (s + 1) * STRETCH)))
            .reduce(new float[channels.count()], WeightScales::larger);
    requireFinite(weights, largest);
    return largest;
  }

  private static float[] largest(MemorySegment floats, Channels channels, long from, long to) {
    var largest = new float[channels.count()];
    MemorySegment stretch = floats.asSlice(from * Float.BYTES, (to - from) * Float.BYTES);
    Kernels.absMaxPerChannel(stretch, channels, from, largest);
    return largest;
  }

  /** Math.max keeps NaN, so that it is seen in the end. */
  private static float[] larger(float[] a, float[] b) {
    var larger = new float[a.length];
    for (int c = 0; c < larger.length; c++) {
      larger[c] = Math.max(a[c], b[c]);
    }
    return larger;
  }

  private static void requireFinite(Tensor weights, float[] largest) {
    for (int c = 0; c < largest.length; c++) {
      if (!Float.isFinite(largest[c])) {
        throw new OctetException(
                ErrorCode.UNSUPPORTED_MODEL,
                "weights '%s' hold NaN or infinity in channel %d".formatted(weights.name(), c))
            .advise("such a model was not trained to an end: train or export it again");
      }
    }
  }
}
