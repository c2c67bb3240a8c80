package dev.octet.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Results in a graph that only ops read whose own results lead nowhere. XNNPACK of LiteRT 2.20 ends
 * the process over some of them: it drops their readers, and then finds them without memory. A
 * result that nobody reads at all does no harm.
 */
final class DeadChains {
  private final List<ModelFile.Op> ops;
  private final Set<Integer> used;

  /**
   * The chains of a graph.
   *
   * @param ops in execution order
   * @param outputs of the graph
   */
  DeadChains(List<ModelFile.Op> ops, List<Integer> outputs) {
    this.ops = ops;
    this.used = new HashSet<>(outputs);
  }

  /** Whether there are any. */
  boolean any() {
    var readInVain = new HashSet<Integer>();
    for (ModelFile.Op op : ops.reversed()) {
      (isUsed(op) ? used : readInVain).addAll(op.inputs());
    }
    readInVain.removeAll(used);
    return ops.stream().flatMap(op -> op.outputs().stream()).anyMatch(readInVain::contains);
  }

  /** An op without outputs is there for what it does. */
  private boolean isUsed(ModelFile.Op op) {
    return op.outputs().isEmpty() || op.outputs().stream().anyMatch(used::contains);
  }
}
