package dev.octet.format.tensorflow;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many turns a loop takes, where it counts from a constant by a constant up to a constant.
 *
 * @param turns 0 or more
 * @param counters what counts, by what it is in the loop's body
 */
record TripCount(int turns, Map<Tensor, Counter> counters) {
  /**
   * A number that grows in each turn.
   *
   * @param carried where it is kept
   * @param first its value in the first turn
   * @param step what is added after each
   */
  record Counter(Carried carried, int first, int step) {}

  /** Copies the map. */
  TripCount {
    counters = Map.copyOf(counters);
  }

  /** The count of a loop; empty where it depends on values. */
  static Optional<TripCount> of(LoopTurn turn) {
    var body = new Makers(turn.body());
    Map<Tensor, Counter> inBody = new HashMap<>();
    Map<Tensor, Counter> inCondition = new HashMap<>();
    for (Carried c : turn.carried()) {
      counter(c, body)
          .ifPresent(
              counter -> {
                inBody.put(c.inBody(), counter);
                inCondition.put(c.inCondition(), counter);
              });
    }
    return turns(turn.more(), new Makers(turn.condition()), inCondition, 0)
        .map(turns -> new TripCount(turns, inBody));
  }

  private static Optional<Counter> counter(Carried c, Makers body) {
    Optional<Integer> first = number(c.first());
    for (Makers.Pair sum : body.pairs(c.after(), "ADD")) {
      Optional<Integer> step = number(sum.b());
      if (sum.a() == c.inBody() && first.isPresent() && step.filter(s -> s > 0).isPresent()) {
        return Optional.of(new Counter(c, first.get(), step.get()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> turns(
      Tensor more, Makers makers, Map<Tensor, Counter> counters, int depth) {
    Node node = makers.of(more).orElse(null);
    Tensor a = node == null ? null : node.input(0);
    Tensor b = node == null ? null : node.input(1);
    if (node == null || a == null || depth > 8) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case "RESHAPE" -> turns(a, makers, counters, depth + 1);
      case "LOGICAL_AND" ->
          b == null
              ? Optional.empty()
              : turns(a, makers, counters, depth + 1)
                  .flatMap(n -> turns(b, makers, counters, depth + 1).map(m -> Math.min(n, m)));
      case "LESS" -> turns(counters.get(a), b, 0);
      case "LESS_EQUAL" -> turns(counters.get(a), b, 1);
      case "GREATER" -> b == null ? Optional.empty() : turns(counters.get(b), a, 0);
      case "GREATER_EQUAL" -> b == null ? Optional.empty() : turns(counters.get(b), a, 1);
      default -> Optional.empty();
    };
  }

  private static Optional<Integer> turns(
      @Nullable Counter counter, @Nullable Tensor limit, int more) {
    if (counter == null || limit == null) {
      return Optional.empty();
    }
    return number(limit)
        .map(l -> Math.ceilDiv((long) l + more - counter.first, (long) counter.step))
        .filter(n -> n <= Integer.MAX_VALUE)
        .map(n -> (int) Math.max(0, n));
  }

  private static Optional<Integer> number(Tensor tensor) {
    return tensor.type().isInteger() && tensor.shape().elements() == 1
        ? Lists.known(tensor)
        : Optional.empty();
  }
}
