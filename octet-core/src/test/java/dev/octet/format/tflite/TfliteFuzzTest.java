package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the reader accepts or throws an OctetException. */
class TfliteFuzzTest {
  private static final int MUTATIONS = 700;

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_cnn", "fmnist_lstm", "fmnist_vit"})
  void acceptsOrRefuses(String name) throws IOException {
    byte[] original = Files.readAllBytes(Fixtures.model(name));
    var random = new Random(20_25);
    Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutant = mutate(original, random);
      try {
        Tflite.read(MemorySegment.ofArray(mutant), name);
        accepted++;
      } catch (OctetException e) {
        assertThat(e).hasMessageStartingWith(name + ": ");
        refused.merge(e.code(), 1, Integer::sum);
      }
    }
    assertThat(accepted).isPositive();
    assertThat(refused).containsKey(ErrorCode.MALFORMED_MODEL);
    assertThat(refused).doesNotContainKey(ErrorCode.INTERNAL);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] mutant = original.clone();
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits; i++) {
      int at = place(mutant.length, random);
      switch (random.nextInt(5)) {
        case 0, 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant[at] = (byte) random.nextInt();
        case 3 -> {
          int length = Math.min(4 * (1 + random.nextInt(16)), mutant.length - at);
          int from = place(mutant.length - length, random);
          System.arraycopy(mutant, from, mutant, at, length);
        }
        default -> mutant = Arrays.copyOf(mutant, mutant.length - random.nextInt(16));
      }
    }
    return mutant;
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
