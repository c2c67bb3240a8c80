package dev.octet.format.tflite;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which graph runs which (WHILE, IF, CALL_ONCE, reductions with a body). */
final class CallGraph {
  /** More graphs than this, counting a graph each time it is entered, run for ever. */
  private static final long MAX_ENTERED = 1_000_000;

  private static final long UNKNOWN = 0;
  private static final long IN_PROGRESS = -1;

  private final List<List<Integer>> callees = new ArrayList<>();
  private final BitSet called = new BitSet();
  private final long[] entered;

  private CallGraph(Model model) {
    entered = new long[model.graphs().size()];
    for (Graph graph : model.graphs()) {
      var list = new ArrayList<Integer>();
      for (Node node : graph.nodes()) {
        Subgraphs.runBy(node).forEach(g -> list.add(Math.toIntExact(g)));
      }
      callees.add(list);
      list.forEach(called::set);
    }
  }

  /**
   * Checks that no graph runs itself, and that not too many are run.
   *
   * @return the graphs that others run
   */
  static BitSet verify(Model model) {
    var calls = new CallGraph(model);
    for (int g = 0; g < model.graphs().size(); g++) {
      calls.enter(g);
    }
    return calls.called;
  }

  /** Checks that the graphs a node refers to exist. */
  static void check(Node node, int graphs) {
    for (long g : Subgraphs.runBy(node)) {
      if (g < 0 || g >= graphs) {
        throw TfliteReader.malformed("runs subgraph %d of %d".formatted(g, graphs));
      }
    }
  }

  private long enter(int graph) {
    if (entered[graph] == IN_PROGRESS) {
      throw TfliteReader.malformed("subgraph %d runs itself".formatted(graph));
    }
    if (entered[graph] == UNKNOWN) {
      entered[graph] = IN_PROGRESS;
      long sum = 1;
      for (int callee : callees.get(graph)) {
        sum += enter(callee);
        if (sum > MAX_ENTERED) {
          throw new OctetException(
                  ErrorCode.MODEL_TOO_LARGE, "runs other subgraphs more than a million times")
              .in("subgraph " + graph);
        }
      }
      entered[graph] = sum;
    }
    return entered[graph];
  }
}
