package dev.octet.model;

import java.util.List;

/**
 * A named way into a model.
 *
 * @param key such as {@code serving_default}
 * @param graph the index of the graph it runs
 * @param inputs names for inputs of that graph
 * @param outputs names for outputs of that graph
 */
public record Signature(String key, int graph, List<Port> inputs, List<Port> outputs) {
  /** Copies the lists. */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A name for an input or an output.
   *
   * @param name the name users know
   * @param position its place among the graph's inputs or outputs
   */
  public record Port(String name, int position) {}
}
