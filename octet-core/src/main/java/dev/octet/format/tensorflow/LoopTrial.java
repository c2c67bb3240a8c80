package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A turn of a loop that is lowered to learn of lists what only the loop says, and forgotten: the
 * shape of their elements, and how long those get that grow.
 */
final class LoopTrial {
  /** Each loop in a loop doubles the work. */
  private static final int DEEPEST = 5;

  /** Of a list that grows, so that its indices count. */
  private static final int SOME = 2;

  /**
   * What is learned of a list.
   *
   * @param element the shape of its elements
   * @param length how long it gets, if it is empty before the loop
   */
  record Learned(Shape element, Optional<Integer> length) {}

  private final OpCall call;
  private final LoopVariables variables;
  private final Map<Integer, TensorList.Reserved> open = new HashMap<>();

  LoopTrial(OpCall call, LoopVariables variables) {
    this.call = call;
    this.variables = variables;
    for (int i : variables.changing().stream().toArray()) {
      if (call.value(i) instanceof Value.Items(TensorList list)) {
        unset(list).ifPresent(unset -> open.put(i, unset));
      }
    }
  }

  /** A list of which nothing is set, and whose length or elements' shape are open. */
  private Optional<TensorList.Reserved> unset(TensorList list) {
    return switch (list) {
      case TensorList.Whole _ -> Optional.empty();
      case TensorList.Parts(ElementType type, Dimensions element, List<Optional<Tensor>> parts) ->
          parts.stream().anyMatch(Optional::isPresent)
              ? Optional.empty()
              : unset(
                  new TensorList.Reserved(
                      type, element, call.constant(Array.integer(parts.size()))));
      case TensorList.Reserved reserved ->
          Lists.element(list).isPresent() && !isEmpty(reserved)
              ? Optional.empty()
              : Optional.of(reserved);
    };
  }

  private static boolean isEmpty(TensorList.Reserved list) {
    return list.known().filter(n -> n == 0).isPresent();
  }

  /** What is learned, by the numbers of the variables; empty if a turn cannot be lowered. */
  Optional<Map<Integer, Learned>> run() {
    if (open.isEmpty()) {
      return Optional.of(Map.of());
    }
    if (call.program().trials() >= DEEPEST) {
      throw call.refuse("loops with lists lie in one another more than %d deep".formatted(DEEPEST))
          .advise("give the TensorArrays their element_shape");
    }
    var refused = new Refusals();
    Map<Integer, Learned> learned =
        call.program()
            .trying(
                refusals -> {
                  Map<Integer, Learned> all = turn();
                  refused.addAll(refusals);
                  return all;
                });
    if (learned.size() == open.size()) {
      return Optional.of(learned);
    }
    if (refused.isEmpty()) {
      throw call.refuse("the shape or the length of its list is not known")
          .advise("give the TensorArray its size and element_shape");
    }
    call.program().refusals().addAll(refused);
    return Optional.empty();
  }

  private Map<Integer, Learned> turn() {
    Lowering body = call.graph().trial();
    Lowering condition = call.graph().trial();
    List<Value> before = within(body);
    List<Value> seen = within(condition);
    List<Value> after = variables.turn(body, before);
    Optional<LoopTurn> turn = turn(condition, seen, body, before, after);
    Map<Integer, Learned> learned = new HashMap<>();
    open.forEach(
        (i, list) -> {
          if (after.get(i) instanceof Value.Items(TensorList set)) {
            Optional<Integer> length =
                isEmpty(list) ? turn.flatMap(t -> GrownList.length(t, set)) : Optional.empty();
            Lists.element(set)
                .filter(_ -> !isEmpty(list) || length.isPresent())
                .ifPresent(element -> learned.put(i, new Learned(element, length)));
          }
        });
    return learned;
  }

  private List<Value> within(Lowering graph) {
    var lists = new Lists(graph, call.shapes());
    var values = new ArrayList<Value>();
    for (int i = 0; i < call.count(); i++) {
      TensorList.Reserved list = open.get(i);
      Value value = variables.isNeeded(i) ? call.value(i) : new Value.Refused();
      if (list != null && isEmpty(list)) {
        Tensor some = graph.scalar(ElementType.INT32, SOME);
        value = new Value.Items(new TensorList.Reserved(list.type(), list.element(), some));
      } else if (list != null) {
        value = new Value.Items(list);
      }
      boolean changes = value instanceof Value.Of && !variables.isUnchanged(i);
      Passed passed =
          changes && value instanceof Value.Of(Tensor tensor)
              ? Passed.changing(value, tensor)
              : Passed.of(value, lists);
      values.add(
          passed.within(
              graph, "trial_" + i, list == null ? variables.known(i) : Optional.of(call.shapes())));
    }
    return values;
  }

  private Optional<LoopTurn> turn(
      Lowering condition, List<Value> seen, Lowering body, List<Value> before, List<Value> after) {
    if (!(variables.more(condition, seen) instanceof Value.Of(Tensor more))) {
      return Optional.empty();
    }
    var carried = new ArrayList<Carried>();
    for (int i = 0; i < after.size(); i++) {
      if (call.value(i) instanceof Value.Of(Tensor first)
          && seen.get(i) instanceof Value.Of(Tensor inCondition)
          && before.get(i) instanceof Value.Of(Tensor inBody)
          && after.get(i) instanceof Value.Of(Tensor then)) {
        carried.add(new Carried(i, first, inCondition, inBody, then));
      }
    }
    return Optional.of(new LoopTurn(condition, more, body, carried));
  }
}
