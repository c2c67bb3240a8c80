package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.report.Layout.Arrow;
import dev.octet.report.Layout.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the ops of a graph are drawn. */
class LayoutTest {
  @Test
  void aChainIsAColumn() {
    Layout layout = Layout.of(3, List.of(new Arrow(0, 1), new Arrow(1, 2)));
    assertThat(layout.ops()).containsExactly(new Place(0, 0), new Place(0, 1), new Place(0, 2));
  }

  @Test
  void whatIsReadStandsAboveWhatReadsIt() {
    List<Arrow> arrows = randomGraph(200);
    Layout layout = Layout.of(200, arrows);
    assertThat(arrows)
        .allMatch(a -> layout.ops().get(a.from()).rank() < layout.ops().get(a.to()).rank());
  }

  @Test
  void noTwoOpsTouch() {
    Layout layout = Layout.of(200, randomGraph(200));
    Map<Integer, List<Double>> rows = new HashMap<>();
    layout.ops().forEach(p -> rows.computeIfAbsent(p.rank(), r -> new ArrayList<>()).add(p.x()));
    for (List<Double> row : rows.values()) {
      List<Double> sorted = row.stream().sorted().toList();
      for (int i = 1; i < sorted.size(); i++) {
        assertThat(sorted.get(i) - sorted.get(i - 1)).isGreaterThan(0.999);
      }
    }
  }

  @Test
  void anEdgePassesBesideTheOpsItSkips() {
    List<Arrow> arrows =
        List.of(new Arrow(0, 1), new Arrow(1, 2), new Arrow(2, 3), new Arrow(0, 3));
    Layout layout = Layout.of(4, arrows);
    List<Place> way = layout.edges().getLast();
    assertThat(way).extracting(Place::rank).containsExactly(1, 2);
    assertThat(Math.abs(way.getFirst().x() - layout.ops().get(1).x())).isGreaterThan(0.999);
  }

  @Test
  void aConstantStandsRightAboveItsReader() {
    Layout layout = Layout.of(4, List.of(new Arrow(0, 1), new Arrow(1, 2), new Arrow(3, 2)));
    assertThat(layout.ops().get(3).rank()).isEqualTo(1);
  }

  @Test
  void aLoopIsOpenedSomewhere() {
    Layout layout = Layout.of(3, List.of(new Arrow(0, 1), new Arrow(1, 2), new Arrow(2, 0)));
    assertThat(layout.ops()).extracting(Place::rank).containsExactly(0, 1, 2);
    assertThat(Layout.of(1, List.of(new Arrow(0, 0))).ops()).hasSize(1);
  }

  @Test
  void nothingIsLaidOutAsNothing() {
    assertThat(Layout.of(0, List.of()).ops()).isEmpty();
  }

  private static List<Arrow> randomGraph(int ops) {
    var random = new Random(3);
    return IntStream.range(1, ops)
        .boxed()
        .flatMap(i -> IntStream.range(0, 2).mapToObj(k -> new Arrow(random.nextInt(i), i)))
        .toList();
  }
}
