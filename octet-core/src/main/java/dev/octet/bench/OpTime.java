package dev.octet.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * The time of an op in a run.
 *
 * @param graph which graph of the model it is in
 * @param node its place among the nodes of that graph; −1 for what is not a node of the model but
 *     XNNPACK's own
 * @param op the kind of op, such as {@code CONV_2D}, or XNNPACK's name for what it runs
 * @param name the node's name: that of its first output; empty for what is not a node of the model
 * @param calls how often it ran in each run, mostly 1
 * @param millis how long it took in each run, without the ops of graphs that it calls
 * @param share that is of the whole run, from 0 to 1
 */
public record OpTime(
    int graph, int node, String op, String name, double calls, double millis, double share) {
  /** The kind that stands for the time of a run that no op took. */
  public static final String BETWEEN = "(between ops)";

  /** Sums by the kind of op, the longest first; {@link #node()} is −1 and the names are empty. */
  public static List<OpTime> byKind(List<OpTime> ops) {
    var sums = new LinkedHashMap<String, OpTime>();
    for (OpTime op : ops) {
      sums.merge(op.op(), op.alone(), OpTime::plus);
    }
    var sorted = new ArrayList<>(sums.values());
    sorted.sort((a, b) -> Double.compare(b.millis(), a.millis()));
    return sorted;
  }

  private OpTime alone() {
    return new OpTime(0, -1, op, "", calls, millis, share);
  }

  private OpTime plus(OpTime other) {
    return new OpTime(
        0, -1, op, "", calls + other.calls, millis + other.millis, share + other.share);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %s %.4f ms", op, name, millis);
  }
}
