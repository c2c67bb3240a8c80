package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Kernels equal their definitions, value by value, on any data in any memory. */
class KernelsTest {
  /** Where the values lie. */
  enum Memory {
    HEAP_BYTES,
    HEAP_FLOATS,
    NATIVE
  }

  /** A stretch of values of any kind, anywhere. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Values(float[] values, Memory memory, int misalignment) {
    MemorySegment segment() {
      MemorySegment segment = room(memory, misalignment, 4L * values.length);
      MemorySegment.copy(values, 0, segment, Segments.F32, 0, values.length);
      return segment;
    }

    MemorySegment room(long bytes) {
      return room(memory, misalignment, bytes);
    }

    private static MemorySegment room(Memory memory, int misalignment, long bytes) {
      MemorySegment all =
          switch (memory) {
            case HEAP_BYTES -> MemorySegment.ofArray(new byte[Math.toIntExact(bytes) + 16]);
            case HEAP_FLOATS -> MemorySegment.ofArray(new float[Math.toIntExact(bytes) / 4 + 5]);
            case NATIVE -> Arena.ofAuto().allocate(bytes + 16, 64);
          };
      return all.asSlice(misalignment, bytes);
    }

    @Override
    public String toString() {
      return memory + "+" + misalignment + " " + values.length + " values";
    }
  }

  @Provide
  Arbitrary<Values> values() {
    Arbitrary<float[]> data =
        Arbitraries.integers()
            .between(0, 4098)
            .withDistribution(RandomDistribution.biased())
            .flatMap(n -> Arbitraries.longs().map(seed -> floats(n, seed)));
    return Combinators.combine(
            data, Arbitraries.of(Memory.class), Arbitraries.integers().between(0, 7))
        .as(Values::new)
        .withoutEdgeCases();
  }

  /** Plain, all exponents, or anything that 32 bits can say. */
  private static float[] floats(int n, long seed) {
    var random = new SplittableRandom(seed);
    var values = new float[n];
    int kind = random.nextInt(3);
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (kind) {
            case 0 -> (float) random.nextGaussian();
            case 1 -> special(random);
            default -> Float.intBitsToFloat(random.nextInt());
          };
    }
    return values;
  }

  private static float special(SplittableRandom random) {
    float[] all = {
      0f,
      -0f,
      1f,
      0.5f,
      1.5f,
      2.5f,
      126.5f,
      127.5f,
      0x1p-14f,
      0x1p-24f,
      0x1p-25f,
      65504f,
      65520f,
      Float.MIN_VALUE,
      Float.MIN_NORMAL,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NaN,
      Float.intBitsToFloat(0xffc00001),
      Float.intBitsToFloat(0x7f800001)
    };
    float value = all[random.nextInt(all.length)];
    return random.nextBoolean() ? value : -value;
  }

  @Property(tries = 400)
  void minMax(@ForAll("values") Values data) {
    var actual = new MinMax();
    Kernels.minMax(data.segment(), actual);
    assertThat(actual.isFinite()).isEqualTo(allFinite(data));
    assertThat(actual.isEmpty()).isEqualTo(data.values().length == 0);
    if (allFinite(data) && !actual.isEmpty()) {
      assertThat(actual.min()).isEqualTo(reduce(data, Math::min));
      assertThat(actual.max()).isEqualTo(reduce(data, Math::max));
    }
  }

  private static boolean allFinite(Values data) {
    for (float value : data.values()) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private interface Reduction {
    float of(float a, float b);
  }

  private static float reduce(Values data, Reduction reduction) {
    float result = data.values()[0];
    for (float value : data.values()) {
      result = reduction.of(result, value);
    }
    return result;
  }

  @Property(tries = 400)
  void absMax(@ForAll("values") Values data) {
    float expected = 0;
    for (float value : data.values()) {
      expected = Math.max(expected, Math.abs(value));
    }
    assertThat(Float.valueOf(Kernels.absMax(data.segment()))).isEqualTo(Float.valueOf(expected));
  }

  @Property(tries = 400)
  void absMaxPerChannel(
      @ForAll("values") Values data,
      @ForAll @IntRange(min = 1, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 70) int inner,
      @ForAll @IntRange(max = 20000) int position) {
    var channels = new Channels(count, inner);
    var expected = new float[count];
    for (int i = 0; i < data.values().length; i++) {
      int c = channels.at(position + i);
      expected[c] = Math.max(expected[c], Math.abs(data.values()[i]));
    }
    var actual = new float[count];
    Kernels.absMaxPerChannel(data.segment(), channels, position, actual);
    assertThat(actual).isEqualTo(expected);
  }

  @Property(tries = 1000)
  void quantizeInt8(
      @ForAll("values") Values data,
      @ForAll Rounding rounding,
      @ForAll @IntRange(min = 1, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 70) int inner,
      @ForAll @IntRange(max = 20000) int position,
      @ForAll long seed) {
    var how = new Int8Quantization(new Channels(count, inner), rounding, scales(count, seed));
    int n = data.values().length;
    MemorySegment actual = data.room(n);
    Kernels.quantizeInt8(data.segment(), actual, how, position);
    for (int i = 0; i < n; i++) {
      assertThat(actual.get(Segments.I8, i))
          .isEqualTo(how.quantize(data.values()[i], how.channels().at(position + i)));
    }
  }

  /** Of all sizes, some exact powers of two so that ties happen, some past what floats invert. */
  private static double[] scales(int count, long seed) {
    var random = new SplittableRandom(seed);
    return random
        .doubles(count)
        .map(
            d ->
                switch (random.nextInt(8)) {
                  case 0 -> Math.scalb(1.0, random.nextInt(-20, 5));
                  case 1 -> random.nextInt(20) == 0 ? 1e-41 : 1e38;
                  default -> d / 30;
                })
        .toArray();
  }

  @Property(tries = 200)
  void quotientsNearTiesAreRoundedExactly(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    double scale = Int8Quantization.scale((float) random.nextDouble(0.01, 10));
    var values = new float[997];
    for (int i = 0; i < values.length; i++) {
      float tie = (float) ((random.nextInt(-128, 128) + 0.5) * scale);
      values[i] = Float.intBitsToFloat(Float.floatToIntBits(tie) + random.nextInt(-3, 4));
    }
    for (Rounding rounding : Rounding.values()) {
      var how = new Int8Quantization(Channels.one(), rounding, scale);
      var actual = MemorySegment.ofArray(new byte[values.length]);
      Kernels.quantizeInt8(MemorySegment.ofArray(values), actual, how, 0);
      for (int i = 0; i < values.length; i++) {
        assertThat(actual.get(Segments.I8, i)).isEqualTo(how.quantize(values[i], 0));
      }
    }
  }

  @Property(tries = 400)
  void toFloat16(@ForAll("values") Values data) {
    int n = data.values().length;
    MemorySegment actual = data.room(2L * n);
    Kernels.toFloat16(data.segment(), actual);
    for (int i = 0; i < n; i++) {
      float saturated = Math.max(-65504f, Math.min(65504f, data.values()[i]));
      assertThat(actual.get(Segments.I16, 2L * i)).isEqualTo(Float.floatToFloat16(saturated));
    }
  }

  @Test
  void everyHalfSurvivesTheRoundTripAndSaturates() {
    var halves = new short[1 << 16];
    for (int i = 0; i < halves.length; i++) {
      halves[i] = (short) i;
    }
    var floats = new float[halves.length];
    var back = new short[halves.length];
    Kernels.fromFloat16(MemorySegment.ofArray(halves), MemorySegment.ofArray(floats));
    Kernels.toFloat16(MemorySegment.ofArray(floats), MemorySegment.ofArray(back));
    for (int i = 0; i < halves.length; i++) {
      assertThat(Float.valueOf(floats[i]))
          .isEqualTo(Float.valueOf(Float.float16ToFloat(halves[i])));
      if (Float.isNaN(floats[i])) {
        assertThat(Float.float16ToFloat(back[i])).isNaN();
      } else if (Float.isInfinite(floats[i])) {
        assertThat(Float.float16ToFloat(back[i])).isEqualTo(Math.copySign(65504f, floats[i]));
      } else {
        assertThat(back[i]).isEqualTo(halves[i]);
      }
    }
  }

  @Property(tries = 200)
  void fromFloat16(@ForAll("values") Values data) {
    MemorySegment halves = data.segment();
    int n = 2 * data.values().length;
    MemorySegment actual = data.room(4L * n);
    Kernels.fromFloat16(halves, actual);
    for (int i = 0; i < n; i++) {
      float expected = Float.float16ToFloat(halves.get(Segments.I16, 2L * i));
      assertThat(Float.valueOf(actual.get(Segments.F32, 4L * i)))
          .isEqualTo(Float.valueOf(expected));
    }
  }

  @Test
  void nothingPastTheGivenSegmentIsTouched() {
    for (int n = 0; n < 100; n++) {
      var all = new byte[n + 40];
      Arrays.fill(all, (byte) 99);
      var middle = MemorySegment.ofArray(all).asSlice(20, n);
      var how = new Int8Quantization(new Channels(3, 5), Rounding.HALF_AWAY, 1, 1, 1);
      Kernels.quantizeInt8(MemorySegment.ofArray(new float[n]), middle, how, 0);
      assertThat(Arrays.copyOf(all, 20)).containsOnly(99);
      assertThat(Arrays.copyOfRange(all, n + 20, n + 40)).containsOnly(99);
      assertThat(middle.toArray(Segments.I8)).isEqualTo(new byte[n]);
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var three = MemorySegment.ofArray(new float[3]);
    var two = MemorySegment.ofArray(new byte[2]);
    var how = new Int8Quantization(Channels.one(), Rounding.HALF_EVEN, 1);
    assertThatThrownBy(() -> Kernels.quantizeInt8(three, two, how, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.absMax(two)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Kernels.absMaxPerChannel(three, Channels.one(), 0, new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
