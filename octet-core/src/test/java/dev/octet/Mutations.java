package dev.octet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damaged files: bits flipped, bytes and words replaced, pieces copied elsewhere, ends cut off. */
public final class Mutations {
  private static final ValueLayout.OfInt I32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int[] WORDS = {
    0,
    1,
    2,
    3,
    4,
    7,
    8,
    127,
    255,
    4096,
    65_536,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    -1,
    -2,
    Integer.MIN_VALUE
  };

  private Mutations() {}

  /** A damaged copy; the same random numbers give the same one. */
  public static byte[] of(byte[] original, Random random) {
    byte[] mutant = original.clone();
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      int at = place(mutant.length, random);
      switch (random.nextInt(6)) {
        case 0, 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant[at] = (byte) random.nextInt();
        case 3 -> splice(mutant, at, random);
        case 4 ->
            MemorySegment.ofArray(mutant)
                .set(
                    I32, Math.min(at & ~3, mutant.length - 4), WORDS[random.nextInt(WORDS.length)]);
        default -> mutant = Arrays.copyOf(mutant, mutant.length - random.nextInt(16));
      }
    }
    return mutant;
  }

  private static void splice(byte[] mutant, int at, Random random) {
    int length = Math.min(4 * (1 + random.nextInt(16)), mutant.length - at);
    int from = place(mutant.length - length, random);
    System.arraycopy(mutant, from, mutant, at, length);
  }

  /** Mostly where the tables are: at both ends of the file. */
  private static int place(int length, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> random.nextInt(length);
      case 1 -> random.nextInt(Math.min(length, 6000));
      default -> length - 1 - random.nextInt(Math.min(length, 20_000));
    };
  }
}
