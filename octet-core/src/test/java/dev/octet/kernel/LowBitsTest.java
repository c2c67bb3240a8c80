package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.kernel.LowBits.Width;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Packed integers equal their definition, value by value. */
class LowBitsTest {
  /** The integer at an index, by shifting. */
  private static int unpack(MemorySegment packed, Width width, int index) {
    int bits = Byte.SIZE / width.perByte();
    int b = packed.get(Segments.I8, index / width.perByte());
    int shift = Integer.SIZE - bits;
    return b << (shift - index % width.perByte() * bits) >> shift;
  }

  private static float[] values(int n, long seed, float largest) {
    var random = new SplittableRandom(seed);
    var values = new float[n];
    boolean halves = random.nextBoolean();
    for (int i = 0; i < n; i++) {
      float value = (float) random.nextDouble(-largest, largest);
      values[i] =
          switch (random.nextInt(40)) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2 -> -Float.MAX_VALUE;
            case 3 -> Float.MIN_VALUE;
            default -> halves ? Math.round(value * 2) / 2f : value;
          };
    }
    return values;
  }

  @Property(tries = 1000)
  void eachValueIsRoundedByTheScaleOfItsChannel(
      @ForAll Width width,
      @ForAll @IntRange(max = 3000) int n,
      @ForAll @IntRange(min = 1, max = 70) int count,
      @ForAll @IntRange(min = 1, max = 70) int inner,
      @ForAll @IntRange(max = 5000) int position,
      @ForAll long seed) {
    var random = new SplittableRandom(seed);
    var scales = new float[count];
    for (int c = 0; c < count; c++) {
      scales[c] = random.nextInt(4) == 0 ? 1 : (float) random.nextDouble(0.01, 3);
    }
    var how = new LowBits(width, new Channels(count, inner), scales);
    float[] values = values(n, seed, 9);
    var packed = MemorySegment.ofArray(new byte[(int) width.bytes(n)]).fill((byte) -1);
    Kernels.quantizeLowBits(MemorySegment.ofArray(values), packed, how, position);
    for (int i = 0; i < n; i++) {
      int channel = how.channels().at(position + i);
      double exact = Math.rint(values[i] / scales[channel]);
      int max = width == Width.FOUR ? 7 : 1;
      assertThat(unpack(packed, width, i))
          .isEqualTo(Double.isNaN(exact) ? 0 : (int) Math.clamp(exact, -max, max))
          .isEqualTo(how.quantize(values[i], channel));
    }
    for (int i = n; i < packed.byteSize() * width.perByte(); i++) {
      assertThat(unpack(packed, width, i)).as("unused bits").isZero();
    }
  }

  @Property(tries = 300)
  void eachBlockHasTheScaleOfItsLargestMagnitude(
      @ForAll Width width,
      @ForAll @IntRange(min = 1, max = 80) int quarterOfSize,
      @ForAll @IntRange(max = 40) int blocks,
      @ForAll long seed) {
    var random = new SplittableRandom(seed);
    int size = 4 * quarterOfSize;
    var values = new float[size * blocks];
    var how = new BlockScales(width, size);
    float[] expected = new float[blocks];
    for (int b = 0; b < blocks; b++) {
      float unit = Math.scalb(1f, random.nextInt(-40, 14));
      for (int i = 0; i < size; i++) {
        float value = (float) random.nextDouble(-1, 1) * unit;
        values[b * size + i] = value;
        expected[b] = Math.max(expected[b], Math.abs(value));
      }
    }
    var scales = MemorySegment.ofArray(new byte[2 * blocks]);
    how.write(MemorySegment.ofArray(values), scales);
    var packed = MemorySegment.ofArray(new byte[(int) width.bytes(values.length)]);
    how.quantize(MemorySegment.ofArray(values), 0, packed);
    for (int i = 0; i < values.length; i++) {
      float scale = Float.float16ToFloat(scales.get(Segments.I16, 2L * (i / size)));
      assertThat(scale).isEqualTo(how.scale(expected[i / size]));
      assertThat(unpack(packed, width, i)).isEqualTo(width.quantize(values[i], scale));
    }
  }

  @Test
  void blockScalesHaveEightSignificantBitsInHalfPrecision() {
    var how = new BlockScales(Width.FOUR, 32);
    assertThat(how.scale(7)).isEqualTo(1);
    assertThat(how.scale(7 * 0x1.01p0f)).as("a tie goes to even").isEqualTo(1);
    assertThat(how.scale(7 * 0x1.03p0f)).as("a tie goes to even").isEqualTo(1.015625f);
    assertThat(how.scale(0)).as("never 0").isEqualTo(0x1p-24f);
    assertThat(how.scale(1e6f)).as("never infinite").isEqualTo(65280);
    assertThat(how.scale(7 * 0x1.01p-20f)).as("subnormal in half").isEqualTo(0x1p-20f);
  }

  @Test
  void scalesAreTheLargestMagnitudeOverTheLargestInteger() {
    assertThat(Width.FOUR.scale(0.35f)).isEqualTo(0.35f / 7);
    assertThat(Width.TWO.scale(0.35f)).isEqualTo(0.35f);
    assertThat(Width.FOUR.scale(0)).isEqualTo(1e-9f / 7);
    assertThatThrownBy(() -> Width.FOUR.scale(Float.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    var how = new LowBits(Width.FOUR, Channels.one(), 1);
    MemorySegment three = MemorySegment.ofArray(new float[3]);
    for (int bytes : new int[] {1, 3}) {
      var packed = MemorySegment.ofArray(new byte[bytes]);
      assertThatThrownBy(() -> Kernels.quantizeLowBits(three, packed, how, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new BlockScales(Width.FOUR, 31))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LowBits(Width.TWO, Channels.one(), 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
