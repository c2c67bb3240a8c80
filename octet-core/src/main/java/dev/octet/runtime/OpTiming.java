package dev.octet.runtime;

/**
 * The time of one op over all runs that were listened to.
 *
 * @param graph the place of its graph among the model's
 * @param part which of the parts of the graph that a delegate such as XNNPACK runs it is in, or −1
 *     for an op that LiteRT runs
 * @param node its place among the nodes of the graph, or among the ops that the delegate made of
 *     the part
 * @param op LiteRT's name, or the delegate's, for what it computes
 * @param calls how often it ran
 * @param nanos how long that took, without the ops that it called
 */
public record OpTiming(int graph, int part, int node, String op, long calls, long nanos) {
  /** Whether a delegate runs it. */
  public boolean isDelegated() {
    return part >= 0;
  }
}
