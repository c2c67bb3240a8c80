package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel equals its definition, whatever the sizes. */
class GramTest {
  @Property(tries = 200)
  void sumsOfProducts(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll @IntRange(max = 40) int count,
      @ForAll @IntRange(max = 5) int gap,
      @ForAll @IntRange(max = 9) int from,
      @ForAll long seed) {
    assertEqualsDefinition(size, count, gap, from, seed);
  }

  @ParameterizedTest
  @CsvSource({"1023, 9", "1024, 8", "1025, 17", "2100, 3"})
  void vectorsLongerThanWhatIsWorkedOffAtATime(int size, int count) {
    assertEqualsDefinition(size, count, 0, 0, 7);
  }

  private static void assertEqualsDefinition(int size, int count, int gap, int from, long seed) {
    var random = new SplittableRandom(seed);
    int stride = size + gap;
    var vectors = new float[from + count * stride];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextGaussian();
    }
    var triangle = MemorySegment.ofArray(new double[(int) Gram.elements(size)]);
    triangle.set(Segments.F64, 0, 5);
    Gram.add(vectors, from, stride, size, count, triangle);
    int at = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++, at++) {
        double sum = at == 0 ? 5 : 0;
        for (int k = 0; k < count; k++) {
          int vector = from + k * stride;
          sum += (double) vectors[vector + i] * vectors[vector + j];
        }
        assertThat(triangle.getAtIndex(Segments.F64, at)).isCloseTo(sum, within(1e-4));
      }
    }
  }

  @Test
  void vectorsMustLieWithinTheArray() {
    var triangle = MemorySegment.ofArray(new double[10]);
    assertThatThrownBy(() -> Gram.add(new float[11], 0, 4, 4, 3, triangle))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Gram.add(new float[12], 0, 3, 4, 3, triangle))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
