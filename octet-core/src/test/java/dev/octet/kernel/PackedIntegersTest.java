package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackedIntegersTest {
  @Property(tries = 300)
  void whatIsPackedComesOutAgain(
      @ForAll @IntRange(max = 70) int count,
      @ForAll @IntRange(min = 1, max = 3) int log,
      @ForAll long seed) {
    int bits = 1 << log;
    var random = new SplittableRandom(seed);
    var integers = new byte[count];
    for (int i = 0; i < count; i++) {
      integers[i] = (byte) random.nextInt(-(1 << (bits - 1)), 1 << (bits - 1));
    }
    byte[] packed = PackedIntegers.pack(integers, bits);
    assertThat(packed).hasSize((count * bits + 7) / 8);
    assertThat(PackedIntegers.unpack(MemorySegment.ofArray(packed), bits, count))
        .isEqualTo(integers);
  }

  @Test
  void theLowestBitsComeFirst() {
    assertThat(PackedIntegers.pack(new byte[] {-1, 2, 3}, 4)).containsExactly(0x2F, 0x03);
    assertThat(PackedIntegers.pack(new byte[] {1, -1, 0, 1, -1}, 2)).containsExactly(0x4D, 0x03);
  }
}
