package dev.octet.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Graphs that several ops run in ways that LiteRT 2.20 does not keep apart ({@code while.cc},
 * {@code if.cc}): it ends the process over some, and computes wrongly by others.
 */
final class SharedGraphs {
  private final List<List<Callees>> graphs;

  /**
   * The graphs of a model.
   *
   * @param graphs what each op of each graph runs
   */
  SharedGraphs(List<List<Callees>> graphs) {
    this.graphs = graphs;
  }

  /**
   * Whether the body of a loop asks the loop's own condition, as a loop in it may. When the inner
   * loop ends it gives the memory of the condition back, which the outer one goes on to use; but
   * not if all tensors are to be preserved.
   */
  boolean haveConditionInBody() {
    return ops().anyMatch(op -> op.bodies().stream().anyMatch(b -> runsAny(b, op.conditions())));
  }

  /**
   * Whether graphs are shared in a way that cannot work. The inputs of a condition have memory of
   * their own, those of a body are where its op points them to: so no graph can be both, nor can
   * the condition of a loop run the loop's own body.
   */
  boolean areAtOdds() {
    Set<Integer> conditions = all(Callees::conditions);
    return all(Callees::bodies).stream().anyMatch(conditions::contains)
        || ops().anyMatch(op -> op.conditions().stream().anyMatch(c -> runsAny(c, op.bodies())));
  }

  private Stream<Callees> ops() {
    return graphs.stream().flatMap(List::stream);
  }

  private Set<Integer> all(Function<Callees, List<Integer>> kind) {
    return ops().flatMap(op -> kind.apply(op).stream()).collect(Collectors.toSet());
  }

  /** Whether a graph runs one of others, be it by way of more graphs. */
  private boolean runsAny(int graph, List<Integer> others) {
    var found = new HashSet<Integer>();
    if (!others.isEmpty()) {
      addBelow(graph, found);
    }
    return others.stream().anyMatch(found::contains);
  }

  private void addBelow(int graph, Set<Integer> found) {
    for (Callees op : graphs.get(graph)) {
      op.all().filter(found::add).forEach(g -> addBelow(g, found));
    }
  }
}
