package dev.octet.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.DataOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Turns, with a clock that only racers move. */
class RaceTest {
  private static final long MILLI = 1_000_000;

  private long now;

  /** The names of those that got ready for a block, in their order. */
  private final List<String> blocks = new ArrayList<>();

  private final class Fake implements Racer {
    private final String name;
    private final long nanos;
    private int runs;

    Fake(String name, long nanos) {
      this.name = name;
      this.nanos = nanos;
    }

    @Override
    public void ready(long block) {
      blocks.add(name);
      now += 500 * MILLI; // nothing of this may be counted
    }

    @Override
    public void run() {
      runs++;
      now += nanos;
    }
  }

  private static BenchOptions options() {
    return BenchOptions.standard()
        .withTime(Duration.ofMillis(400), Duration.ofSeconds(1000))
        .withRuns(50, 5);
  }

  private List<Race.Result> race(BenchOptions options, Fake... racers) {
    return new Race(options, () -> now).run(List.of(racers), part -> {});
  }

  @Test
  void onlyRunsAreTimed() {
    var results = race(options(), new Fake("a", MILLI), new Fake("b", 3 * MILLI));
    assertThat(results.get(0).times().latency().max()).isEqualTo(1);
    assertThat(results.get(1).times().latency().min()).isEqualTo(3);
    assertThat(Ratio.of(0, results.get(1).rounds(), results.get(0).rounds()))
        .isEqualTo(new Ratio(0, 3, 3, 3));
  }

  @Test
  void inEachRoundAllTakeOneBlockInChangingOrder() {
    var results = race(options(), new Fake("a", MILLI), new Fake("b", MILLI), new Fake("c", MILLI));
    List<String> timed = blocks.subList(3, blocks.size()); // the first three were to warm up
    var orders = new ArrayList<List<String>>();
    for (int i = 0; i < timed.size(); i += 3) {
      orders.add(timed.subList(i, i + 3));
    }
    assertThat(orders).allMatch(o -> o.stream().distinct().count() == 3);
    assertThat(orders.stream().distinct().count()).isGreaterThan(3);
    assertThat(results).allMatch(r -> r.rounds().size() == orders.size());
  }

  @Test
  void theSeedDecidesTheOrder() {
    race(options(), new Fake("a", MILLI), new Fake("b", MILLI), new Fake("c", MILLI));
    var first = List.copyOf(blocks);
    blocks.clear();
    race(options(), new Fake("a", MILLI), new Fake("b", MILLI), new Fake("c", MILLI));
    assertThat(blocks).isEqualTo(first);
    blocks.clear();
    BenchOptions other = options().withData(List.of(), DataOptions.standard().withSeed(7));
    race(other, new Fake("a", MILLI), new Fake("b", MILLI), new Fake("c", MILLI));
    assertThat(blocks).isNotEqualTo(first);
  }

  @Test
  void allRunLongAndOftenEnough() {
    var results = race(options(), new Fake("quick", MILLI / 100), new Fake("slow", 90 * MILLI));
    assertThat(results).allMatch(r -> r.times().runs() >= 50);
    assertThat(results).allMatch(r -> r.times().total() >= 400 * MILLI);
  }

  @Test
  void itEndsWhenTheTimeIsUp() {
    BenchOptions brief = options().withTime(Duration.ofMillis(400), Duration.ofSeconds(5));
    var slow = new Fake("slow", 3000 * MILLI);
    var results = race(brief, slow);
    assertThat(results.getFirst().times().runs()).isBetween(1L, 3L);
    assertThat(slow.runs).isLessThan(8);
  }

  @Test
  void progressGoesUpToTheEnd() {
    var parts = new ArrayList<Double>();
    new Race(options(), () -> now)
        .run(List.of(new Fake("a", MILLI), new Fake("b", 2 * MILLI)), parts::add);
    assertThat(parts).isSorted().allMatch(p -> p >= 0 && p <= 1);
    assertThat(parts.getLast()).isCloseTo(1, within(1e-9));
  }
}
