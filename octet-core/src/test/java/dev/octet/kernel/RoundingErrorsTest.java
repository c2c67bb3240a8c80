package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The kernel equals its definition, whatever the sizes. */
class RoundingErrorsTest {
  @Property(tries = 200)
  void squaredDistancesToTheIntegers(
      @ForAll @IntRange(min = 1, max = 5) int count,
      @ForAll @IntRange(min = 1, max = 700) int inner,
      @ForAll @IntRange(min = 1, max = 3) int outer,
      @ForAll @IntRange(max = 100) int position,
      @ForAll long seed) {
    var random = new SplittableRandom(seed);
    var channels = count == 1 ? Channels.one() : new Channels(count, inner);
    var values = new float[count * inner * outer];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 10;
    }
    var scales = new float[count];
    for (int c = 0; c < count; c++) {
      scales[c] = 0.5f + c;
    }
    var sums = new double[count];
    RoundingErrors.squares(MemorySegment.ofArray(values), channels, position, scales, 7, sums);
    var expected = new double[count];
    for (int i = 0; i < values.length; i++) {
      int c = channels.at(position + i);
      double exact = (double) values[i] / scales[c];
      double error = exact - Math.clamp(Math.rint(exact), -7.0, 7.0);
      expected[c] += error * error;
    }
    for (int c = 0; c < count; c++) {
      assertThat(sums[c]).isCloseTo(expected[c], within(1e-3 + 1e-4 * expected[c]));
    }
  }
}
