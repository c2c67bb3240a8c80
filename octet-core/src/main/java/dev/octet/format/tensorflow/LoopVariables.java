package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.FunctionDef;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The variables of a loop, its functions, and what they need of each other: only what its condition
 * or its results follow from is carried from turn to turn.
 */
final class LoopVariables {
  private final OpCall call;
  private final FunctionDef condition;
  private final FunctionDef body;
  private final BitSet unchanged;
  private final BitSet needed;

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

  boolean isNeeded(int variable) {
    return needed.get(variable);
  }

  /** What is known of shapes, for a variable that is the same in each turn. */
  Optional<ShapeValues> known(int variable) {
    return Optional.of(call.shapes()).filter(_ -> unchanged.get(variable));
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
