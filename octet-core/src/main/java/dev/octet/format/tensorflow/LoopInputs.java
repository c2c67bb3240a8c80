package dev.octet.format.tensorflow;

import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.Zeros;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into a loop: constants and variables that it leaves alone are known inside it, all else
 * is carried; lists as one tensor.
 */
final class LoopInputs {
  private final OpCall call;
  private final LoopVariables variables;
  private final List<Passed> passed = new ArrayList<>();

  /**
   * Of a loop.
   *
   * @param learned of lists of which nothing is set before the loop
   */
  LoopInputs(OpCall call, LoopVariables variables, Map<Integer, LoopTrial.Learned> learned) {
    this.call = call;
    this.variables = variables;
    var lists = new Lists(call);
    for (int i = 0; i < call.count(); i++) {
      Value value = variables.isNeeded(i) ? call.value(i) : new Value.Refused();
      boolean changes = variables.isNeeded(i) && !variables.isUnchanged(i);
      passed.add(
          changes
              ? changing(value, lists, Optional.ofNullable(learned.get(i)))
              : Passed.of(value, lists));
    }
  }

  private Passed changing(Value value, Lists lists, Optional<LoopTrial.Learned> learned) {
    return switch (value) {
      case Value.Of(Tensor tensor) -> Passed.changing(value, tensor);
      case Value.Items(TensorList list) ->
          learned
              .map(l -> list(list, l, lists))
              .orElseGet(() -> Passed.changing(value, lists.whole(list)));
      case Value.Refused _ -> Passed.of(value, lists);
      case Value.Texts _, Value.Handle _ ->
          throw call.refuse("each turn of it gives it another text or variable");
    };
  }

  private Passed list(TensorList list, LoopTrial.Learned learned, Lists lists) {
    if (learned.length().isPresent()) {
      Shape shape = Dims.insert(learned.element(), 0, learned.length().get());
      return Passed.fitting(Zeros.of(call.graph(), list.type(), shape));
    }
    return Passed.changing(new Value.Items(list), lists.whole(list, learned.element()));
  }

  /** What a variable is outside. */
  Passed passed(int variable) {
    return passed.get(variable);
  }

  /** What the variables are in a graph of the loop, whose inputs they become. */
  List<Value> within(Lowering graph) {
    var values = new ArrayList<Value>();
    for (int i = 0; i < passed.size(); i++) {
      Passed p = passed.get(i);
      boolean count = p.tensor().filter(t -> t.type() == ElementType.INT32).isPresent();
      String name = (count ? "count_" : "carried_") + i;
      values.add(p.within(graph, name, variables.known(i)));
    }
    return values;
  }
}
