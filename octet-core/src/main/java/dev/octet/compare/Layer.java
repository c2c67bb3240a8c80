package dev.octet.compare;

import java.util.List;

/**
 * An op of one of the models. An op that only turns a constant to floats belongs to those that read
 * it, and is no layer.
 *
 * @param graph the place of its graph in the model
 * @param place its place in the graph
 * @param op such as {@code CONV_2D}
 * @param version of the op
 * @param outputs what it makes
 * @param bytes of the constants that it reads and no layer before it does
 * @param parameters the elements of these that are reals or stand for such
 * @param sharedBytes of the constants that a layer before it reads as well
 */
public record Layer(
    int graph,
    int place,
    String op,
    int version,
    List<TensorFacts> outputs,
    long bytes,
    long parameters,
    long sharedBytes) {
  /** Copies the list. */
  public Layer {
    outputs = List.copyOf(outputs);
  }

  /** The name of its first output; empty without. */
  public String name() {
    return outputs.isEmpty() ? "" : outputs.getFirst().name();
  }
}
