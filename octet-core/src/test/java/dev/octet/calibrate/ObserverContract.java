package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What holds for every observer, whatever range it chooses. */
abstract class ObserverContract<O extends Observer<O>> {
  /** An observer that has seen nothing. */
  abstract O fresh();

  O saw(float[]... samples) {
    O observer = fresh();
    for (float[] sample : samples) {
      observer.observe(MemorySegment.ofArray(sample));
    }
    return observer;
  }

  private O saw(List<float[]> samples) {
    return saw(samples.toArray(float[][]::new));
  }

  /** Samples of all sizes, none included, on scales that differ by many powers of two. */
  static List<float[]> samples(Random random, int count) {
    var samples = new ArrayList<float[]>();
    for (int s = 0; s < count; s++) {
      var sample = new float[random.nextInt(4) == 0 ? random.nextInt(3000) : random.nextInt(5)];
      float scale = Math.scalb(1f, random.nextInt(-140, 100));
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (float) random.nextGaussian() * scale * random.nextInt(2);
      }
      samples.add(sample);
    }
    return samples;
  }

  @Property(tries = 60)
  void neitherTheOrderOfSamplesNorTheirSplittingShows(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int count) {
    List<float[]> samples = samples(random, count);
    O whole = saw(samples);
    Collections.shuffle(samples, random);
    int cut = random.nextInt(count);
    int cut2 = cut + random.nextInt(count - cut);
    O a = saw(samples.subList(0, cut));
    O b = saw(samples.subList(cut, cut2));
    O c = saw(samples.subList(cut2, count));
    assertThat(a.merge(b).merge(c).isEmpty()).isEqualTo(whole.isEmpty());
    if (!whole.isEmpty()) {
      assertThat(a.merge(b).merge(c).range()).isEqualTo(whole.range());
      assertThat(a.merge(b.merge(c)).range()).isEqualTo(whole.range());
      assertThat(c.merge(b).merge(a).range()).isEqualTo(whole.range());
    }
  }

  @Property(tries = 60)
  void theRangeLiesWithinTheValues(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int count) {
    List<float[]> samples = samples(random, count);
    samples.add(new float[] {1});
    Range all = new MinMaxObserverTest().saw(samples.toArray(float[][]::new)).range();
    Range range = saw(samples).range();
    assertThat(range.min()).isBetween(all.min(), all.max());
    assertThat(range.max()).isBetween(range.min(), all.max());
  }

  @Test
  void mergingChangesNeitherSide() {
    O a = saw(new float[] {1, 2});
    O b = saw(new float[] {-5, 3});
    Range rangeA = a.range();
    Range rangeB = b.range();
    a.merge(b).observe(MemorySegment.ofArray(new float[] {100}));
    assertThat(a.range()).isEqualTo(rangeA);
    assertThat(b.range()).isEqualTo(rangeB);
  }

  @Test
  void mergingWithOneThatSawNothingChangesNothing() {
    O observer = saw(new float[] {1, 2, 3}, new float[] {-5, 3});
    assertThat(observer.merge(fresh()).range()).isEqualTo(observer.range());
    assertThat(fresh().merge(observer).range()).isEqualTo(observer.range());
  }

  @Test
  void nothingSeenIsNoRange() {
    assertThat(fresh().isEmpty()).isTrue();
    assertThat(fresh().merge(fresh()).isEmpty()).isTrue();
    assertThat(saw(new float[0]).isEmpty()).isTrue();
    assertThatThrownBy(() -> fresh().range()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsNotFiniteIsRefusedAndForgotten() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      O observer = saw(new float[] {1});
      assertThatThrownBy(() -> observer.observe(MemorySegment.ofArray(new float[] {7, bad})))
          .isInstanceOfSatisfying(
              OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
          .hasMessageContaining("NaN or infinite");
      assertThat(observer.range()).isEqualTo(new Range(1, 1));
    }
  }

  @Test
  void oneValueIsItsOwnRange() {
    for (float value :
        new float[] {0, 3, -7, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, 1e-30f}) {
      assertThat(saw(new float[] {value}).range()).isEqualTo(new Range(value, value));
    }
  }

  @Test
  void zerosAloneAreARange() {
    Range range = saw(new float[1025]).range();
    assertThat(range.min()).isZero();
    assertThat(range.max()).isZero();
  }
}
