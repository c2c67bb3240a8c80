package dev.octet.report;

import dev.octet.kernel.Channels;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How the float weights of an op are spread, as a whole and channel by channel. Reads them once for
 * the ends of each channel and once more to count.
 */
final class WeightCounts {
  private static final int BLOCK = 1 << 14;
  private static final int MOST_BINS = 64;
  private static final int FEWEST_BINS = 8;

  private final MemorySegment bytes;
  private final Channels channels;
  private final float[] low;
  private final float[] high;

  /**
   * Looks at weights.
   *
   * @param weights a constant of floats
   * @param axis of the channels, or negative for none
   */
  WeightCounts(Tensor weights, int axis) {
    this.bytes = Objects.requireNonNull(weights.data()).bytes();
    boolean has = axis >= 0 && axis < weights.shape().rank();
    this.channels = has ? Channels.of(weights.shape().dims(), axis) : Channels.one();
    this.low = new float[channels.count()];
    this.high = new float[channels.count()];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    walk(
        (value, channel) -> {
          low[channel] = Math.min(low[channel], value);
          high[channel] = Math.max(high[channel], value);
        });
  }

  /** How many channels there are. */
  int channels() {
    return channels.count();
  }

  /** Whether there is something to count, and nothing of it is NaN or infinite. */
  boolean isCountable() {
    return IntStream.range(0, low.length)
        .allMatch(c -> Float.isFinite(low[c]) && Float.isFinite(high[c]));
  }

  /** The largest magnitude in a channel. */
  double reach(int channel) {
    return Math.max(Math.abs((double) low[channel]), Math.abs((double) high[channel]));
  }

  /** Values in bins. */
  record Counted(double from, double to, List<Long> counts) {}

  /** Those of all channels, then of each of those given. */
  List<Counted> count(List<Integer> chosen) {
    var slots = new int[channels.count()];
    Arrays.fill(slots, -1);
    IntStream.range(0, chosen.size()).forEach(i -> slots[chosen.get(i)] = i + 1);
    var bins = new Bins[chosen.size() + 1];
    long all = bytes.byteSize() / Float.BYTES;
    bins[0] = new Bins(least(low), -least(negated(high)), all);
    for (int i = 0; i < chosen.size(); i++) {
      int c = chosen.get(i);
      bins[i + 1] = new Bins(low[c], high[c], all / channels.count());
    }
    walk(
        (value, channel) -> {
          bins[0].add(value);
          if (slots[channel] > 0) {
            bins[slots[channel]].add(value);
          }
        });
    return Arrays.stream(bins).map(Bins::counted).toList();
  }

  private static float[] negated(float[] values) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = -result[i];
    }
    return result;
  }

  private static float least(float[] values) {
    float least = Float.POSITIVE_INFINITY;
    for (float value : values) {
      least = Math.min(least, value);
    }
    return least;
  }

  /** Bins of one width; more of them the more values there are. */
  private static final class Bins {
    private final double from;
    private final double to;
    private final double perUnit;
    private final long[] counts;

    Bins(double from, double to, long values) {
      this.from = from;
      this.to = to > from ? to : from + Math.max(Math.abs(from) * 1e-3, 1e-9);
      int bins = Math.clamp(2 * Math.round(Math.sqrt((double) values)), FEWEST_BINS, MOST_BINS);
      this.counts = new long[bins];
      this.perUnit = bins / (this.to - from);
    }

    void add(double value) {
      counts[Math.min(counts.length - 1, (int) ((value - from) * perUnit))]++;
    }

    Counted counted() {
      return new Counted(from, to, Arrays.stream(counts).boxed().toList());
    }
  }

  /** Told each weight. */
  private interface Visitor {
    void visit(float value, int channel);
  }

  private void walk(Visitor visitor) {
    long elements = bytes.byteSize() / Float.BYTES;
    var block = new float[(int) Math.min(BLOCK, elements)];
    long left = channels.inner();
    int channel = 0;
    for (long i = 0; i < elements; i += block.length) {
      int length = (int) Math.min(block.length, elements - i);
      MemorySegment.copy(bytes, Constant.F32, i * Float.BYTES, block, 0, length);
      for (int k = 0; k < length; k++) {
        visitor.visit(block[k], channel);
        if (--left == 0) {
          left = channels.inner();
          channel = channel + 1 == channels.count() ? 0 : channel + 1;
        }
      }
    }
  }
}
