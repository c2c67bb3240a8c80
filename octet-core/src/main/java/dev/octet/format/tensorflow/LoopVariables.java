package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loop carries from turn to turn: only what its condition or its results follow from.
 * Constants and variables that it leaves alone are known inside it.
 */
final class LoopVariables {
  /** Each loop in a loop whose lists have elements of unknown shape doubles the work. */
  private static final int DEEPEST = 5;

  private final OpCall call;
  private final FunctionDef condition;
  private final FunctionDef body;
  private final BitSet unchanged;
  private final BitSet needed;
  private final List<Passed> passed = new ArrayList<>();

  LoopVariables(OpCall call) {
    this.call = call;
    this.condition = call.program().function(call.attrs().function("cond"));
    this.body = call.program().function(call.attrs().function("body"));
    int count = call.count();
    if (body.arguments().size() != count
        || body.results().size() != count
        || condition.arguments().size() != count
        || condition.results().size() != 1
        || call.asked().length() > count) {
      throw call.malformed("its functions do not take and give what it does");
    }
    var flow = new HandedOn(call.program(), body);
    this.unchanged = flow.unchanged();
    this.needed = needed(flow);
    pass();
  }

  private BitSet needed(HandedOn flow) {
    var first = new BitSet();
    first.set(0);
    BitSet all = new HandedOn(call.program(), condition).reads(first);
    BitSet results = call.asked();
    results.andNot(unchanged);
    all.or(results);
    while (true) {
      var changing = (BitSet) all.clone();
      changing.andNot(unchanged);
      BitSet reads = flow.reads(changing);
      reads.or(all);
      if (reads.equals(all)) {
        return all;
      }
      all = reads;
    }
  }

  /** The variables that are not what they were after a turn, and are wanted. */
  BitSet changing() {
    var changing = (BitSet) needed.clone();
    changing.andNot(unchanged);
    return changing;
  }

  boolean isUnchanged(int variable) {
    return unchanged.get(variable);
  }

  /** What goes in, in the order of the node's inputs. */
  List<Passed> passed() {
    return passed;
  }

  private void pass() {
    var lists = new Lists(call);
    Map<Integer, Shape> elements = elements();
    for (int i = 0; i < call.count(); i++) {
      Value value = needed.get(i) ? call.value(i) : new Value.Refused();
      passed.add(
          needed.get(i) && !unchanged.get(i)
              ? changing(value, lists, Optional.ofNullable(elements.get(i)))
              : Passed.of(value, lists));
    }
  }

  private Passed changing(Value value, Lists lists, Optional<Shape> element) {
    return switch (value) {
      case Value.Of(Tensor tensor) -> Passed.changing(value, tensor);
      case Value.Items(TensorList list) ->
          Passed.changing(
              value, element.map(e -> lists.whole(list, e)).orElseGet(() -> lists.whole(list)));
      case Value.Refused _ -> Passed.of(value, lists);
      case Value.Texts _, Value.Handle _ ->
          throw call.refuse("each turn of it gives it another text or variable");
    };
  }

  /** The shapes of the elements of lists that only the loop sets, from a turn lowered on trial. */
  private Map<Integer, Shape> elements() {
    Map<Integer, Value> open = open();
    if (open.isEmpty()) {
      return Map.of();
    }
    if (call.program().trials() >= DEEPEST) {
      throw call.refuse("loops with lists lie in one another more than %d deep".formatted(DEEPEST))
          .advise("give the TensorArrays their element_shape");
    }
    return call.program().trying(refusals -> elements(open, refusals));
  }

  private Map<Integer, Shape> elements(Map<Integer, Value> open, Refusals refusals) {
    Lowering trial = call.graph().trial();
    var lists = new Lists(trial, call.shapes());
    var args = new ArrayList<Value>();
    for (int i = 0; i < call.count(); i++) {
      Value value = needed.get(i) ? call.value(i) : new Value.Refused();
      Passed in =
          value instanceof Value.Of(Tensor tensor) && !unchanged.get(i)
              ? Passed.changing(value, tensor)
              : Passed.of(open.getOrDefault(i, value), lists);
      args.add(in.within(trial, "trial_" + i, known(i)));
    }
    List<Value> after = turn(trial, args);
    Map<Integer, Shape> elements = new HashMap<>();
    for (int i : open.keySet()) {
      if (after.get(i) instanceof Value.Items(TensorList list)) {
        Lists.element(list).ifPresent(shape -> elements.put(i, shape));
      }
    }
    if (elements.size() < open.size()) {
      refusals.check(); // says why
    }
    return elements;
  }

  /** Lists of which nothing is set, and whose elements may have any shape. */
  private Map<Integer, Value> open() {
    var open = new HashMap<Integer, Value>();
    for (int i : changing().stream().toArray()) {
      if (call.value(i) instanceof Value.Items(TensorList list) && Lists.element(list).isEmpty()) {
        TensorList unset =
            switch (list) {
              case TensorList.Parts(var type, var element, var parts) ->
                  new TensorList.Reserved(
                      type, element, call.constant(Array.integer(parts.size())));
              case TensorList.Whole _, TensorList.Reserved _ -> list;
            };
        open.put(i, new Value.Items(unset));
      }
    }
    return open;
  }

  private Optional<ShapeValues> known(int variable) {
    return Optional.of(call.shapes()).filter(_ -> unchanged.get(variable));
  }

  /** What the variables are in a graph of the loop, whose inputs they become. */
  List<Value> within(Lowering graph) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < passed.size(); i++) {
      boolean time = passed.get(i).tensor().filter(t -> t.type() == ElementType.INT32).isPresent();
      values.add(passed.get(i).within(graph, (time ? "count_" : "carried_") + i, known(i)));
    }
    return values;
  }

  /** What the variables are after a turn; refused ones where nobody cares. */
  List<Value> turn(Lowering graph, List<Value> before) {
    return GraphLowering.call(call, graph, body.name(), before, changing(), scope());
  }

  /** Whether there is another turn. */
  Value more(Lowering graph, List<Value> before) {
    var first = new BitSet();
    first.set(0);
    return GraphLowering.call(call, graph, condition.name(), before, first, scope()).getFirst();
  }

  private String scope() {
    return call.graph().scope() + "/";
  }
}
