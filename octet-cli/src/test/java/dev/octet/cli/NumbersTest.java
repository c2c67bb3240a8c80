package dev.octet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.00 KB",
    "92432, 92.4 KB",
    "999499, 999 KB",
    "999500, 1.00 MB",
    "1073741824, 1.07 GB",
    "9223372036854775807, 9223372 TB",
  })
  void bytes(long bytes, String text) {
    assertThat(Numbers.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 s",
    "310, 0.31 s",
    "9994, 9.99 s",
    "9996, 10.0 s",
    "99400, 99.4 s",
    "99600, 1 min 40 s",
    "200000, 3 min 20 s",
  })
  void durations(long millis, String text) {
    assertThat(Numbers.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
