package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Recurrence;
import dev.octet.lower.Recurrence.Mode;
import dev.octet.lower.Recurrence.Order;
import dev.octet.lower.Sequence;
import dev.octet.lower.Steps;
import dev.octet.model.Constant;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs the cell that a loop was found to run, and says what the loop's variables are after it. */
final class CellRun {
  private final OpCall call;
  private final TripCount trips;
  private final CellPattern.Found found;
  private final Collection<Carried> written;
  private final Tensor list;
  private final BitSet asked;

  /**
   * A run.
   *
   * @param written the lists that outputs are written into, of all steps or of the last
   * @param list the inputs, {@code [time, batch, in]}
   */
  CellRun(
      OpCall call,
      TripCount trips,
      CellPattern.Found found,
      Collection<Carried> written,
      Tensor list) {
    this.call = call;
    this.trips = trips;
    this.found = found;
    this.written = List.copyOf(written);
    this.list = list;
    this.asked = call.asked();
  }

  /** What is asked for of the loop's variables. */
  Map<Integer, Value> results() {
    Lowering g = call.graph();
    boolean all = written.stream().anyMatch(c -> isAsked(c) && isAll(c));
    boolean states = found.states().stream().skip(1).anyMatch(this::isAsked);
    var mode = new Mode(Order.FORWARD, all, states);
    Steps steps = Recurrence.run(g, List.of(found.cell()), batchFirst(list), initial(), mode);
    Map<Integer, Value> results = new HashMap<>();
    for (Carried c : written) {
      if (isAsked(c)) {
        Tensor stacked =
            isAll(c) ? Sequence.swapped(g, steps.output()) : Layout.expand(g, last(steps, mode), 0);
        results.put(c.variable(), new Value.Items(new TensorList.Whole(stacked)));
      }
    }
    for (int i = 0; i < found.states().size(); i++) {
      Carried state = found.states().get(i);
      if (isAsked(state)) {
        Tensor value = i == 0 ? last(steps, mode) : steps.states().get(i);
        results.put(state.variable(), new Value.Of(value));
      }
    }
    for (TripCount.Counter counter : trips.counters().values()) {
      double end = counter.first() + (double) counter.step() * trips.turns();
      Tensor tensor = counter.carried().first();
      results.put(
          counter.carried().variable(),
          new Value.Of(
              call.constant(
                  Array.numbers(tensor.type(), new double[] {end}, tensor.shape().dims()))));
    }
    return results;
  }

  private boolean isAsked(Carried carried) {
    return asked.get(carried.variable());
  }

  private static boolean isAll(Carried list) {
    return list.inBody().shape().dim(0) > 1;
  }

  /** The output of the last step. */
  private Tensor last(Steps steps, Mode mode) {
    if (mode.states()) {
      return steps.states().getFirst();
    }
    return mode.sequences() ? Sequence.last(call.graph(), steps.output()) : steps.output();
  }

  /** {@code [batch, time, …]}: mostly what the list was made of, the last first maybe. */
  private Tensor batchFirst(Tensor timeFirst) {
    Lowering g = call.graph();
    Node node = g.maker(timeFirst).orElse(null);
    Tensor from = node == null ? null : node.input(0);
    if (node != null && from != null && node.op().equals("TRANSPOSE") && swaps(node.input(1))) {
      return from;
    }
    boolean turned =
        node != null
            && node.op().equals("REVERSE_V2")
            && Arrays.equals(numbers(node.input(1)), new double[1]);
    return turned && from != null
        ? Sequence.reversed(g, batchFirst(from))
        : Sequence.swapped(g, timeFirst);
  }

  private static boolean swaps(@Nullable Tensor order) {
    return Arrays.equals(numbers(order), new double[] {1, 0, 2});
  }

  /** The states to start from; none for zeros. */
  private List<Tensor> initial() {
    List<Tensor> first = found.states().stream().map(Carried::first).toList();
    return first.stream().allMatch(this::isZero) ? List.of() : first;
  }

  private boolean isZero(Tensor tensor) {
    Tensor value =
        call.graph()
            .maker(tensor)
            .filter(n -> n.op().equals("FILL"))
            .flatMap(n -> Optional.ofNullable(n.input(1)))
            .orElse(tensor);
    double[] numbers = numbers(value);
    return numbers.length > 0 && Arrays.stream(numbers).allMatch(v -> v == 0);
  }

  private static double[] numbers(@Nullable Tensor tensor) {
    Constant data = tensor == null ? null : tensor.data();
    return tensor == null || data == null
        ? new double[0]
        : new Array(tensor.type(), tensor.shape(), data).doubles();
  }
}
