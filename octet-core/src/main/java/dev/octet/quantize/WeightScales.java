package dev.octet.quantize;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.kernel.Channels;
import dev.octet.kernel.Int8Quantization;
import dev.octet.kernel.Kernels;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;

/** The scales of weights: the largest magnitude of each channel over 127. */
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
   * @throws OctetException {@code UNSUPPORTED_MODEL} if a weight is NaN or infinite
   */
  static double[] of(Tensor weights, int axis) {
    MemorySegment floats = Constants.data(weights).bytes();
    Channels channels = channels(weights, axis);
    long n = weights.shape().elements();
    float[] largest =
        LongStream.range(0, Math.ceilDiv(n, STRETCH))
            .parallel()
            .mapToObj(s -> largest(floats, channels, s * STRETCH, Math.min(n, (s + 1) * STRETCH)))
            .reduce(new float[channels.count()], WeightScales::larger);
    return scales(weights, largest);
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

  private static double[] scales(Tensor weights, float[] largest) {
    var scales = new double[largest.length];
    for (int c = 0; c < scales.length; c++) {
      if (!Float.isFinite(largest[c])) {
        throw new OctetException(
                ErrorCode.UNSUPPORTED_MODEL,
                "weights '%s' hold NaN or infinity in channel %d".formatted(weights.name(), c))
            .advise("such a model was not trained to an end: train or export it again");
      }
      scales[c] = Int8Quantization.scale(largest[c]);
    }
    return scales;
  }
}
