package dev.octet;

import java.util.Map;

/**
 * What a model file may leave open.
 *
 * @param batch how many samples go in at a time
 * @param shapes whole shapes, the batch included, by the name of the input, its own or a
 *     signature's; the empty name stands for a model's only input
 * @param part which part of a model of TensorFlow is meant
 */
public record ReadOptions(Batch batch, Map<String, int[]> shapes, GraphPart part) {
  /** Copies the map. */
  public ReadOptions {
    shapes = Map.copyOf(shapes);
  }

  /** All as the file says. */
  public static ReadOptions standard() {
    return new ReadOptions(new Batch.AsFile(), Map.of(), GraphPart.standard());
  }

  /** This with another batch. */
  public ReadOptions withBatch(Batch newBatch) {
    return new ReadOptions(newBatch, shapes, part);
  }

  /** This with other shapes. */
  public ReadOptions withShapes(Map<String, int[]> newShapes) {
    return new ReadOptions(batch, newShapes, part);
  }

  /** This with another part of a model of TensorFlow. */
  public ReadOptions withPart(GraphPart newPart) {
    return new ReadOptions(batch, shapes, newPart);
  }
}
