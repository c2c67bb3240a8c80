package dev.octet.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.bytedeco.tensorflowlite.Profiler;
import org.junit.jupiter.api.Test;

/** Sums of nested events, as LiteRT tells them. */
class OpClockTest {
  private static final int OP = Profiler.OPERATOR_INVOKE_EVENT;
  private static final int DELEGATED = Profiler.DELEGATE_PROFILED_OPERATOR_INVOKE_EVENT;

  private final MemorySegment self = MemorySegment.NULL;
  private long now;
  private final OpClock clock = new OpClock(() -> now);

  private static MemorySegment tag(String text) {
    return Arena.global().allocateFrom(text);
  }

  private void begin(String tag, int type, int node, int graph) {
    clock.begin(self, tag(tag), type, node, graph);
  }

  private void end(long after) {
    now += after;
    clock.end(self, 0);
  }

  @Test
  void aLoopIsChargedOnlyWithItsOwnTime() {
    begin("Invoke", Profiler.DEFAULT, -1, 0);
    begin("WHILE", OP, 3, 0);
    now += 5;
    for (int i = 0; i < 2; i++) {
      begin("Invoke", Profiler.DEFAULT, -1, 1);
      now += 1; // between the ops of the body: the loop's
      begin("ADD", OP, 0, 1);
      end(10);
      end(0);
    }
    end(7);
    end(0);
    assertThat(clock.timings())
        .containsExactly(
            new OpTiming(0, -1, 3, "WHILE", 1, 14), new OpTiming(1, -1, 0, "ADD", 2, 20));
  }

  @Test
  void partsOfADelegateAreToldApart() {
    for (int run = 0; run < 2; run++) {
      begin("Invoke", Profiler.DEFAULT, -1, 0);
      clock.add(self, tag("Convolution"), DELEGATED, 3, 0, 0);
      clock.add(self, tag("Softmax"), DELEGATED, 1, 1, 0);
      clock.add(self, tag("Add"), DELEGATED, 2, 0, 0);
      end(0);
    }
    assertThat(clock.timings())
        .containsExactly(
            new OpTiming(0, 0, 0, "Convolution", 2, 6000),
            new OpTiming(0, 0, 1, "Softmax", 2, 2000),
            new OpTiming(0, 1, 0, "Add", 2, 4000));
  }

  @Test
  void whatWasHeardIsForgotten() {
    begin("ADD", OP, 0, 0);
    end(4);
    clock.clear();
    assertThat(clock.timings()).isEmpty();
  }

  @Test
  void anEndWithoutABeginningIsPassedOver() {
    clock.end(self, 7);
    assertThat(clock.timings()).isEmpty();
  }
}
