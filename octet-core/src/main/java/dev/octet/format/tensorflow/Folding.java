package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.fold.FoldTable;
import dev.octet.lower.Array;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Nodes whose inputs are all constant, computed while the model is read; and those whose inputs
 * follow from the batch alone, such as the numbers of shapes. These are computed for several
 * batches: what is always the same is constant too.
 */
final class Folding {
  private final FoldTable table = FoldTable.standard();
  private final BatchValues known;

  Folding(BatchValues known) {
    this.known = known;
  }

  /** Whether there is a way to compute an op of constants. */
  boolean has(String op) {
    return table.has(op);
  }

  /** The results of a node: constants where they can be computed now, else what its rule gives. */
  List<Value> results(OpCall call, Supplier<List<Value>> rule) {
    if (!table.has(call.node().op())) {
      return rule.get();
    }
    var results = new ArrayList<List<Array>>();
    for (List<Array> inputs : cases(call)) {
      List<Array> made = table.fold(call.node(), inputs);
      if (made.isEmpty()) {
        return rule.get();
      }
      results.add(made);
    }
    if (results.isEmpty()) {
      return rule.get();
    }
    if (results.stream().allMatch(r -> same(r, results.getFirst()))) {
      return results.getFirst().stream().map(a -> constant(call, a)).toList();
    }
    List<Value> lowered = rule.get();
    note(lowered, results);
    return lowered;
  }

  private static Value constant(OpCall call, Array array) {
    return new Value.Of(call.graph().constant("", array));
  }

  /**
   * The inputs: once if they are constant, and for each batch if they depend on it; empty if they
   * depend on more.
   */
  private List<List<Array>> cases(OpCall call) {
    var inputs = new ArrayList<List<Array>>();
    int count = 1;
    for (Value value : call.inputs()) {
      List<Array> cases =
          value instanceof Value.Of(Tensor tensor) ? known.of(tensor) : List.<Array>of();
      if (cases.isEmpty()) {
        return List.of();
      }
      count = Math.max(count, cases.size());
      inputs.add(cases);
    }
    var cases = new ArrayList<List<Array>>();
    for (int i = 0; i < count && !inputs.isEmpty(); i++) {
      int batch = i;
      cases.add(inputs.stream().map(in -> in.get(Math.min(batch, in.size() - 1))).toList());
    }
    return cases;
  }

  private static boolean same(List<Array> a, List<Array> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same =
          a.get(i).data().equals(b.get(i).data())
              || (a.get(i).shape().equals(b.get(i).shape())
                  && a.get(i).data().bytes().mismatch(b.get(i).data().bytes()) == -1);
    }
    return same;
  }

  private void note(List<Value> lowered, List<List<Array>> results) {
    for (int i = 0; i < lowered.size(); i++) {
      int output = i;
      boolean always = results.stream().allMatch(r -> r.size() > output);
      if (always && lowered.get(i) instanceof Value.Of(Tensor tensor)) {
        known.is(tensor, results.stream().map(r -> r.get(output)).toList());
      }
    }
  }
}
