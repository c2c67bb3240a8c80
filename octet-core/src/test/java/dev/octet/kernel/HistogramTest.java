package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private static void add(Histogram histogram, float... values) {
    MemorySegment segment = MemorySegment.ofArray(values);
    var range = new MinMax();
    Kernels.minMax(segment, range);
    histogram.add(segment, range);
  }

  private static Histogram of(float... values) {
    var histogram = new Histogram();
    add(histogram, values);
    return histogram;
  }

  private static long[] counts(Histogram histogram) {
    return IntStream.range(-Histogram.SIDE, Histogram.SIDE).mapToLong(histogram::count).toArray();
  }

  /** Of any magnitude around a power of two, subnormals and zeros included. */
  private static float[] values(Random random, int n) {
    int exponent = random.nextInt(-149, 128);
    var values = new float[n];
    for (int i = 0; i < n; i++) {
      int e = Math.clamp(exponent - random.nextInt(20), -149, 127);
      float magnitude = Math.min(Math.scalb(1 + random.nextFloat(), e), Float.MAX_VALUE);
      values[i] =
          switch (random.nextInt(8)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2, 3, 4 -> -magnitude;
            default -> magnitude;
          };
    }
    return values;
  }

  @Property(tries = 200)
  void everyValueIsInItsBin(@ForAll Random random, @ForAll @IntRange(max = 2500) int n) {
    float[] values = values(random, n);
    Histogram histogram = of(values);
    var expected = new long[2 * Histogram.SIDE];
    long zeros = 0;
    for (float value : values) {
      int bin = (int) Math.floor(Math.abs((double) value) / histogram.width());
      expected[Histogram.SIDE + (value < 0 ? -1 - bin : bin)]++;
      zeros += value == 0 ? 1 : 0;
    }
    assertThat(counts(histogram)).isEqualTo(expected);
    assertThat(histogram.zeros()).isEqualTo(zeros);
    assertThat(histogram.total()).isEqualTo(n);
  }

  @Property(tries = 100)
  void partsAddUpToTheWholeInAnyOrder(@ForAll Random random) {
    float[] a = values(random, random.nextInt(50));
    float[] b = values(random, random.nextInt(1500));
    var both = of(a);
    add(both, b);
    var other = of(b);
    add(other, a);
    var merged = new Histogram();
    merged.add(of(b));
    merged.add(of(a));
    for (Histogram same : new Histogram[] {other, merged}) {
      assertThat(counts(same)).isEqualTo(counts(both));
      assertThat(same.width()).isEqualTo(both.width());
      assertThat(same.zeros()).isEqualTo(both.zeros());
    }
  }

  @Test
  void theLargestMagnitudeLiesInTheOuterHalfOfItsSide() {
    for (float largest : new float[] {1, 1.5f, 1000, 1e-30f, Float.MAX_VALUE}) {
      Histogram histogram = of(-largest, largest / 3);
      assertThat(largest / histogram.width())
          .isGreaterThanOrEqualTo(Histogram.SIDE / 2.0)
          .isLessThan(Histogram.SIDE);
    }
  }

  @Test
  void aHundredThousandEqualValuesAreCountedOneByOne() {
    var values = new float[100_000];
    Arrays.fill(values, 3);
    Histogram histogram = of(values);
    assertThat(histogram.count((int) (3 / histogram.width()))).isEqualTo(100_000);
  }

  @Test
  void valuesThatAreNotFiniteAreTheCallersMistake() {
    assertThatThrownBy(() -> of(1, Float.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
