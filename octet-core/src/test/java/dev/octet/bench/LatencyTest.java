package dev.octet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatencyTest {
  private static Latency of(int room, long... millis) {
    var times = new Times(room);
    for (long m : millis) {
      times.add(m * 1_000_000);
    }
    return times.latency();
  }

  @Test
  void quantilesAreThoseOfTheTimes() {
    Latency latency = of(10, 5, 1, 2, 4, 3);
    assertThat(latency)
        .isEqualTo(new Latency(5, 1, 3, 3, 4.6, 4.96, 5, List.of(5.0, 1.0, 2.0, 4.0, 3.0)));
  }

  @Test
  void oneTimeIsAllOfThem() {
    assertThat(of(10, 7)).isEqualTo(new Latency(1, 7, 7, 7, 7, 7, 7, List.of(7.0)));
  }

  @Test
  void ofVeryManyAnEvenChoiceIsKept() {
    var random = new Random(3);
    var times = new Times(1000);
    for (int i = 0; i < 200_000; i++) {
      times.add(1_000_000 + random.nextInt(1_000_000));
    }
    times.add(9_000_000);
    Latency latency = times.latency();
    assertThat(latency.runs()).isEqualTo(200_001);
    assertThat(latency.millis()).hasSize(1000);
    assertThat(latency.max()).isEqualTo(9);
    assertThat(latency.mean()).isCloseTo(1.5, within(0.01));
    assertThat(latency.median()).isCloseTo(1.5, within(0.06));
    assertThat(latency.p90()).isCloseTo(1.9, within(0.04));
  }

  @Test
  void numbersOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Latency(1, 2, 1, 1, 1, 1, 1, List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ratiosAreThoseOfTheSameRounds() {
    Ratio ratio = Ratio.of(2, List.of(2.0, 20.0, 4.4), List.of(1.0, 10.0, 2.0));
    assertThat(ratio.to()).isEqualTo(2);
    assertThat(ratio.median()).isEqualTo(2);
    assertThat(ratio.low()).isEqualTo(2);
    assertThat(ratio.high()).isBetween(2.1, 2.2);
  }
}
