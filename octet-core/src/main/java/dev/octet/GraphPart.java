package dev.octet;

import java.util.List;
import java.util.Set;

/**
 * Which part of a SavedModel or a frozen graph is meant.
 *
 * @param tags of the graph in a SavedModel; empty for the one that serves
 * @param signature the only signature to read of a SavedModel; empty for all
 * @param inputs the nodes that are a frozen graph's inputs; empty for its placeholders
 * @param outputs the nodes that are a frozen graph's outputs; empty for the one that nobody reads
 * @param customOps whether ops that LiteRT does not have become custom ops
 */
public record GraphPart(
    Set<String> tags,
    String signature,
    List<String> inputs,
    List<String> outputs,
    boolean customOps) {
  /** Copies the collections. */
  public GraphPart {
    tags = Set.copyOf(tags);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** All that serves; an op that LiteRT does not have is an error. */
  public static GraphPart standard() {
    return new GraphPart(Set.of(), "", List.of(), List.of(), false);
  }

  /** This with all signatures. */
  public GraphPart withAllSignatures() {
    return new GraphPart(tags, "", inputs, outputs, customOps);
  }

  /** Whether this says anything, which a file of another format has no place for. */
  boolean saysNothing() {
    return equals(standard());
  }
}
