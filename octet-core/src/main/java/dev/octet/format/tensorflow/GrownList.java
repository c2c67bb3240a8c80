package dev.octet.format.tensorflow;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A list that is empty before a loop, and to which the loop adds at places that it counts. */
final class GrownList {
  private static final int LONGEST = 1 << 24;

  private GrownList() {}

  /**
   * How long it is after the loop: up to the last place that is set.
   *
   * @param set the list after a turn
   */
  static Optional<Integer> length(LoopTurn turn, TensorList set) {
    TripCount trips = TripCount.of(turn).filter(t -> t.turns() > 0).orElse(null);
    if (trips == null || !(set instanceof TensorList.Whole(Tensor stacked, boolean _))) {
      return Optional.empty();
    }
    var makers = new Makers(turn.body());
    long length = 0;
    Tensor list = stacked;
    while (true) {
      Node node = makers.of(list).orElse(null);
      Tensor before = node == null ? null : node.input(0);
      if (node == null || before == null) {
        return Optional.empty();
      }
      if (node.op().equals("FILL")) { // where it was empty
        return Optional.of(length).filter(n -> n > 0 && n < LONGEST).map(Math::toIntExact);
      }
      TripCount.Counter counter = trips.counters().get(index(makers, node));
      if (!node.op().equals("DYNAMIC_UPDATE_SLICE") || counter == null || counter.first() < 0) {
        return Optional.empty();
      }
      long last = counter.first() + (long) counter.step() * (trips.turns() - 1);
      length = Math.max(length, last + 1);
      list = before;
    }
  }

  private static @Nullable Tensor index(Makers makers, Node update) {
    Tensor begin = update.input(2);
    Node made = begin == null ? null : makers.of(begin).orElse(null);
    return made != null && (made.op().equals("PACK") || made.op().equals("RESHAPE"))
        ? made.input(0)
        : null;
  }
}
