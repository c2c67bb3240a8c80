package dev.octet.format.tensorflow;

import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code While}: a WHILE with a graph for its condition and one for its body. A tensor keeps its
 * shape in it. Source: {@code tflite/kernels/while.cc}.
 */
final class WhileLoop {
  private final OpCall call;
  private final boolean findsCells;
  private final LoopVariables variables;
  private final LoopInputs inputs;

  private WhileLoop(
      OpCall call,
      LoopVariables variables,
      Map<Integer, LoopTrial.Learned> learned,
      boolean findsCells) {
    this.call = call;
    this.variables = variables;
    this.inputs = new LoopInputs(call, variables, learned);
    this.findsCells = findsCells;
  }

  /**
   * Adds the rule.
   *
   * @param findsCells whether loops that run one of Keras' cells are taken for that
   */
  static void addTo(OpTable t, boolean findsCells) {
    t.addRule("While StatelessWhile", call -> lower(call, findsCells));
  }

  /** Nothing where a turn cannot be lowered, and it is known why. */
  private static List<Value> lower(OpCall call, boolean findsCells) {
    var variables = new LoopVariables(call);
    return new LoopTrial(call, variables)
        .run()
        .map(learned -> new WhileLoop(call, variables, learned, findsCells).lower())
        .orElse(List.of());
  }

  private List<Value> lower() {
    Lowering body = call.graph().body();
    List<Value> before = inputs.within(body);
    List<Value> after = variables.turn(body, before);
    for (int i : variables.changing().stream().toArray()) {
      if (after.get(i) instanceof Value.Refused) {
        return List.of(); // and it is known why
      }
    }
    var out = new ArrayList<Tensor>();
    for (int i = 0; i < after.size(); i++) {
      if (inputs.passed(i).tensor().isPresent()) {
        Tensor in = tensor(before.get(i));
        out.add(variables.isUnchanged(i) ? in : checked(i, in, tensor(after.get(i))));
      }
    }
    return lower(body, out);
  }

  private List<Value> lower(Lowering body, List<Tensor> after) {
    Lowering condition = call.graph().body();
    List<Value> seen = inputs.within(condition);
    if (!(variables.more(condition, seen) instanceof Value.Of(Tensor more))) {
      return List.of();
    }
    Tensor truth = Branches.truth(call, condition, more);
    Optional<Integer> known = Lists.known(truth);
    if (known.isPresent() && known.get() != 0) {
      throw call.refuse("it never ends").advise("let its condition depend on what it changes");
    } else if (known.isPresent()) {
      return call.inputs();
    }
    var carried = new ArrayList<Carried>();
    for (int i = 0; i < seen.size(); i++) {
      Optional<Tensor> first = inputs.passed(i).tensor();
      if (first.isPresent()) {
        int at = carried.size();
        Tensor in = body.inputs().get(at);
        carried.add(new Carried(i, first.get(), condition.inputs().get(at), in, after.get(at)));
      }
    }
    var turn = new LoopTurn(condition, truth, body, carried);
    return findsCells
        ? FoundRecurrence.of(call, turn)
            .map(this::results)
            .orElseGet(() -> results(turn, made(turn)))
        : results(turn, made(turn));
  }

  private Tensor tensor(Value value) {
    return switch (value) {
      case Value.Of(Tensor tensor) -> tensor;
      case Value.Items(TensorList.Whole(Tensor stacked, boolean _)) -> stacked;
      case Value.Items(TensorList.Reserved reserved) -> reserved.count();
      case Value.Items _, Value.Texts _, Value.Handle _, Value.Refused _ ->
          throw call.refuse("its list grows")
              .advise("give the TensorArray its size, dynamic_size=False");
    };
  }

  private Tensor checked(int variable, Tensor in, Tensor out) {
    if (in.type() != out.type() || !in.shape().equals(out.shape())) {
      throw call.refuse(
              "its variable %d is %s%s at first and %s%s after a turn"
                  .formatted(
                      variable, in.type().text(), in.shape(), out.type().text(), out.shape()))
          .advise("let it keep its shape, such as by padding it to the final one");
    }
    return out;
  }

  private List<Tensor> made(LoopTurn turn) {
    Lowering g = call.graph();
    List<Carried> carried = turn.carried();
    var out = new ArrayList<Tensor>();
    for (Carried c : carried) {
      boolean own =
          c.after() == c.inBody()
              || (!c.after().isConstant()
                  && !turn.body().inputs().contains(c.after())
                  && !out.contains(c.after()));
      // the runtime writes results over the inputs one after the other
      out.add(own ? c.after() : Layout.copy(turn.body(), c.after()));
    }
    Attributes options =
        Attributes.of("WhileOptions")
            .with(
                "cond_subgraph_index",
                g.addBody("condition", turn.condition(), List.of(turn.more())))
            .with("body_subgraph_index", g.addBody("body", turn.body(), out));
    Tensor[] results =
        carried.stream()
            .map(c -> g.result("while", c.after().type(), c.after().shape()))
            .toArray(Tensor[]::new);
    List<Tensor> first = carried.stream().map(Carried::first).toList();
    return g.add("WHILE", options, List.copyOf(first), results);
  }

  /** What nobody asks for stays what it was. */
  private List<Value> results(Map<Integer, Value> found) {
    var values = new ArrayList<Value>(call.inputs());
    found.forEach(values::set);
    return values;
  }

  private List<Value> results(LoopTurn turn, List<Tensor> made) {
    var values = new ArrayList<Value>(call.inputs());
    for (int i = 0; i < made.size(); i++) {
      int variable = turn.carried().get(i).variable();
      if (!variables.isUnchanged(variable)) {
        Value.Of result = new Value.Of(made.get(i));
        values.set(
            variable,
            call.value(variable) instanceof Value.Items
                ? new Value.Items(new TensorList.Whole(made.get(i)))
                : result);
      }
    }
    return values;
  }
}
