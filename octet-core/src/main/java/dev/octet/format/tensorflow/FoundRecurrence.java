package dev.octet.format.tensorflow;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loop that runs one of Keras' cells over all elements of a list, each once, from the first to
 * the last. It is taken for that only if it does nothing else: then its op or its own loop, which
 * multiplies all steps' inputs at once, takes its place.
 */
final class FoundRecurrence {
  private final OpCall call;
  private final LoopTurn turn;
  private final Makers makers;
  private final TripCount trips;
  private final List<Carried> states = new ArrayList<>();
  private final Map<Carried, Tensor> written = new LinkedHashMap<>();

  private FoundRecurrence(OpCall call, LoopTurn turn, TripCount trips) {
    this.call = call;
    this.turn = turn;
    this.trips = trips;
    this.makers = new Makers(turn.body());
  }

  /** The results of a loop's variables, by their numbers; empty if it is no such loop. */
  static Optional<Map<Integer, Value>> of(OpCall call, LoopTurn turn) {
    return TripCount.of(turn)
        .filter(t -> t.turns() > 0)
        .flatMap(t -> new FoundRecurrence(call, turn, t).results());
  }

  private Optional<Map<Integer, Value>> results() {
    if (!sort()) {
      return Optional.empty();
    }
    Map<Tensor, Tensor> steps = new HashMap<>();
    for (Node node : turn.body().nodes()) {
      sequence(node).ifPresent(list -> steps.put(node.output(0), list));
    }
    List<Tensor> lists = steps.values().stream().distinct().toList();
    if (lists.size() != 1) {
      return Optional.empty();
    }
    Tensor x = lists.getFirst();
    var forms = new LinearForms(makers, t -> steps.getOrDefault(t, t));
    return new CellPattern(makers, forms, x, x.shape().dim(-1))
        .find(states)
        .filter(found -> writesOutputs(found.states().getFirst()))
        .map(found -> new CellRun(call, trips, found, written.keySet(), first(x)).results());
  }

  /** Counters, states, and lists that are written; false for anything else. */
  private boolean sort() {
    for (Carried c : turn.carried()) {
      if (c.isUnchanged() || trips.counters().containsKey(c.inBody())) {
        continue;
      }
      if (call.value(c.variable()) instanceof Value.Items) {
        Optional<Tensor> element = element(c);
        if (element.isEmpty()) {
          return false;
        }
        written.put(c, element.get());
      } else if (c.inBody().type() == ElementType.FLOAT32 && c.inBody().shape().rank() == 2) {
        states.add(c);
      } else {
        return false;
      }
    }
    return true;
  }

  /** What each turn writes into a list, at its own place or into the only one. */
  private Optional<Tensor> element(Carried list) {
    if (list.inBody().shape().isDynamic(0)) {
      return Optional.empty();
    }
    if (list.inBody().shape().dim(0) == 1) {
      return makers.input(list.after(), "RESHAPE");
    }
    Node node = makers.of(list.after(), "DYNAMIC_UPDATE_SLICE").orElse(null);
    Tensor part = node == null ? null : node.input(1);
    Tensor begin = node == null ? null : node.input(2);
    if (node == null
        || part == null
        || begin == null
        || node.input(0) != list.inBody()
        || list.inBody().shape().dim(0) != trips.turns()) {
      return Optional.empty();
    }
    return makers
        .of(begin, "PACK")
        .filter(n -> isTime(n.input(0)))
        .flatMap(_ -> makers.input(part, "RESHAPE"));
  }

  /** Whether an index is 0 in the first turn and one more in each. */
  private boolean isTime(@Nullable Tensor index) {
    TripCount.Counter counter = index == null ? null : trips.counters().get(index);
    return counter != null && counter.first() == 0 && counter.step() == 1;
  }

  /** The list that a node takes this turn's element of. */
  private Optional<Tensor> sequence(Node node) {
    Tensor list = node.input(0);
    boolean given =
        list != null
            && list.shape().rank() == 3
            && turn.carried().stream().anyMatch(c -> c.inBody() == list && c.isUnchanged())
            && list.shape().dim(0) == trips.turns()
            && !list.shape().isDynamic(0);
    if (list == null || !given) {
      return Optional.empty();
    }
    boolean only =
        node.op().equals("RESHAPE") && trips.turns() == 1 && node.output(0).shape().rank() == 2;
    boolean one =
        node.op().equals("GATHER")
            && Makers.options(node).integer("axis", 0) == 0
            && isTime(node.input(1));
    return only || one ? Optional.of(list) : Optional.empty();
  }

  private boolean writesOutputs(Carried output) {
    return written.values().stream().allMatch(t -> t == output.after());
  }

  /** A list before the loop. */
  private Tensor first(Tensor list) {
    return turn.carried().stream()
        .filter(c -> c.inBody() == list)
        .findFirst()
        .orElseThrow()
        .first();
  }
}
