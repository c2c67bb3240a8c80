package dev.octet.debug;

import dev.octet.kernel.Channels;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a layer, channel by channel of what it makes.
 *
 * @param largest magnitude of the float weights
 * @param energy the sum of their squares
 * @param count how many are not 0, which every scale holds exactly
 * @param heard the same, each square times the energy of the input that the weight meets, which is
 *     1 on average
 * @param steps the size of a step of the integers, one for all or one for each
 * @param bits of an integer
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LayerWeights(
    float[] largest, double[] energy, double[] heard, long[] count, float[] steps, int bits) {
  private static final int BLOCK = 1 << 14;

  /**
   * The weights of a layer with one constant of them that has scales; else null.
   *
   * @param input what was seen of what the weights meet, or null
   */
  static @Nullable LayerWeights of(
      OpRow row,
      Node original,
      Node quantized,
      Origins origins,
      @Nullable ChannelStatistics input) {
    List<OpRow.Weight> slots = row.weightsOf(original);
    if (slots.size() != 1 || slots.getFirst().axis() == OpRow.PER_TENSOR) {
      return null;
    }
    OpRow.Weight slot = slots.getFirst();
    Tensor weights = Objects.requireNonNull(original.input(slot.input()));
    Tensor read = quantized.input(slot.input());
    Tensor integers = read == null ? null : origins.of(read);
    float[] steps = integers == null ? null : steps(integers, slot.axis());
    return integers == null
            || steps == null
            || weights.shape().rank() <= slot.axis()
            || !integers.shape().equals(weights.shape())
        ? null
        : of(
            weights,
            slot.axis(),
            steps,
            integers.type().bits(),
            loudness(weights, slot.axis(), input));
  }

  private static float @Nullable [] steps(Tensor tensor, int axis) {
    boolean isInteger = tensor.isConstant() && tensor.type().isInteger();
    return switch (tensor.quantization()) {
      case PerTensor(float scale, long _) when isInteger -> new float[] {scale};
      case PerChannel(float[] scales, long[] _, int a) when isInteger && a == axis -> scales;
      case null, default -> null;
    };
  }

  /** The energy of each input channel, 1 on average, where the last axis of the weights is that. */
  private static double[] loudness(Tensor weights, int axis, @Nullable ChannelStatistics input) {
    int last = weights.shape().dim(-1);
    boolean mixes = axis == 0 && weights.shape().rank() > 1;
    double sum = input == null ? 0 : Arrays.stream(input.energy()).sum();
    if (input == null || !mixes || input.count() != last || !(sum > 0) || sum > Double.MAX_VALUE) {
      return new double[] {1};
    }
    return Arrays.stream(input.energy()).map(e -> e / sum * last).toArray();
  }

  private static LayerWeights of(
      Tensor weights, int axis, float[] steps, int bits, double[] loudness) {
    Channels channels = Channels.of(weights.shape().dims(), axis);
    int n = channels.count();
    var all =
        new LayerWeights(new float[n], new double[n], new double[n], new long[n], steps, bits);
    MemorySegment bytes = Objects.requireNonNull(weights.data()).bytes();
    long elements = bytes.byteSize() / Float.BYTES;
    var block = new float[(int) Math.min(BLOCK, elements)];
    for (long i = 0; i < elements; i += block.length) {
      int length = (int) Math.min(block.length, elements - i);
      MemorySegment.copy(bytes, Constant.F32, i * Float.BYTES, block, 0, length);
      all.add(block, length, channels, i, loudness);
    }
    return all;
  }

  private void add(float[] block, int length, Channels channels, long start, double[] loudness) {
    int input = (int) (start % loudness.length);
    int channel = channels.at(start);
    long left = channels.inner() - start % channels.inner();
    for (int i = 0; i < length; i++) {
      float magnitude = Math.abs(block[i]);
      largest[channel] = Math.max(largest[channel], magnitude);
      double square = (double) magnitude * magnitude;
      energy[channel] += square;
      heard[channel] += square * loudness[input];
      input = input + 1 == loudness.length ? 0 : input + 1;
      count[channel] += magnitude > 0 ? 1 : 0;
      if (--left == 0) {
        left = channels.inner();
        channel = channel + 1 == largest.length ? 0 : channel + 1;
      }
    }
  }

  int channels() {
    return largest.length;
  }

  float step(int channel) {
    return steps[steps.length == 1 ? 0 : channel];
  }

  /** The step that the channel would have alone. */
  double ownStep(int channel) {
    return largest[channel] / (Math.pow(2, bits - 1.0) - 1);
  }

  /** The root of the mean square of the weights that are not 0. */
  double rms(int channel) {
    return Math.sqrt(energy[channel] / Math.max(1, count[channel]));
  }

  /** The noise of rounding to steps of some size, as a share of the weights' energy; at most 1. */
  double rounding(int channel, double step) {
    return share(count[channel] * step * step / 12, energy[channel]);
  }

  /** The same as it is heard at the output: loud inputs count more, with their weights' noise. */
  double heardRounding(int channel, double step) {
    return share(count[channel] * step * step / 12, heard[channel]);
  }

  private static double share(double noise, double energy) {
    return energy > 0 ? Math.min(1, noise / energy) : 0;
  }
}
