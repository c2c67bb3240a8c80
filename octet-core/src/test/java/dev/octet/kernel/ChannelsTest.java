package dev.octet.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ChannelsTest {
  private static final int[] CONV = {8, 3, 3, 16};

  @Test
  void rowsShareAChannelOnTheFirstAxis() {
    assertThat(Channels.of(CONV, 0)).isEqualTo(new Channels(8, 144));
    assertThat(Channels.of(CONV, 0).at(144 * 5 + 143)).isEqualTo(5);
  }

  @Test
  void neighboursDifferOnTheLastAxis() {
    assertThat(Channels.of(CONV, 3)).isEqualTo(new Channels(16, 1));
    assertThat(Channels.of(CONV, 3).at(16 * 7 + 9)).isEqualTo(9);
  }

  @Test
  void anAxisInTheMiddleRepeats() {
    assertThat(Channels.of(CONV, 1)).isEqualTo(new Channels(3, 48));
    assertThat(Channels.of(CONV, 1).at(144 + 48)).isEqualTo(1);
  }

  @Test
  void anAxisOfOneOrOfNothingIsOneChannel() {
    assertThat(Channels.of(new int[] {1, 3, 3, 8}, 0)).isEqualTo(Channels.one());
    assertThat(Channels.of(new int[] {0, 3}, 0)).isEqualTo(Channels.one());
  }

  @Test
  void anAxisThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> Channels.of(CONV, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new Channels(0, 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
