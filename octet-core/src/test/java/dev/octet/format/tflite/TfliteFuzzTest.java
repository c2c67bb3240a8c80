package dev.octet.format.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.octet.Fixtures;
import dev.octet.Mutations;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes, the reader accepts or throws an OctetException. */
class TfliteFuzzTest {
  private static final int MUTATIONS = 700;

  @Timeout(value = 60, threadMode = SEPARATE_THREAD) // far more than it takes: it must not hang
  @ParameterizedTest
  @ValueSource(strings = {"fmnist_cnn", "fmnist_lstm", "fmnist_vit"})
  void acceptsOrRefuses(String name) throws IOException {
    byte[] original = Files.readAllBytes(Fixtures.model(name));
    var random = new Random(20_25);
    Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutant = Mutations.of(original, random);
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
}
