package dev.octet.format.tensorflow;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to read of a model of TensorFlow, and what its file leaves open.
 *
 * @param batch the size of a first dimension that is open; 0 to keep it open
 * @param shapes whole shapes by the name of the input; the empty name stands for the only input
 * @param tags of the graph in a SavedModel; empty for the one that serves
 * @param signature the only signature to read of a SavedModel; empty for all
 * @param inputs the nodes that are a frozen graph's inputs; empty for its placeholders
 * @param outputs the nodes that are a frozen graph's outputs; empty for those nobody reads
 * @param customOps whether ops that LiteRT does not have become custom ops
 */
public record TensorFlowOptions(
    int batch,
    Map<String, int[]> shapes,
    Set<String> tags,
    String signature,
    List<String> inputs,
    List<String> outputs,
    boolean customOps) {
  /** Checks the batch and copies the collections. */
  public TensorFlowOptions {
    if (batch < 0) {
      throw new IllegalArgumentException("a batch of " + batch);
    }
    shapes = Map.copyOf(shapes);
    tags = Set.copyOf(tags);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** One sample at a time, all else as the file says. */
  public static TensorFlowOptions standard() {
    return new TensorFlowOptions(1, Map.of(), Set.of(), "", List.of(), List.of(), false);
  }

  /** This with another batch; 0 for an open one. */
  public TensorFlowOptions withBatch(int newBatch) {
    return new TensorFlowOptions(newBatch, shapes, tags, signature, inputs, outputs, customOps);
  }

  /** This with shapes of inputs. */
  public TensorFlowOptions withShapes(Map<String, int[]> newShapes) {
    return new TensorFlowOptions(batch, newShapes, tags, signature, inputs, outputs, customOps);
  }

  /** This with the tags of the graph in a SavedModel. */
  public TensorFlowOptions withTags(Set<String> newTags) {
    return new TensorFlowOptions(batch, shapes, newTags, signature, inputs, outputs, customOps);
  }

  /** This with the only signature to read; empty for all. */
  public TensorFlowOptions withSignature(String newSignature) {
    return new TensorFlowOptions(batch, shapes, tags, newSignature, inputs, outputs, customOps);
  }

  /** This with the inputs and outputs of a frozen graph. */
  public TensorFlowOptions withEnds(List<String> newInputs, List<String> newOutputs) {
    return new TensorFlowOptions(batch, shapes, tags, signature, newInputs, newOutputs, customOps);
  }

  /** This with custom ops, or without. */
  public TensorFlowOptions withCustomOps(boolean allowed) {
    return new TensorFlowOptions(batch, shapes, tags, signature, inputs, outputs, allowed);
  }
}
