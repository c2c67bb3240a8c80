package dev.octet.format.keras;

import java.util.Map;

/**
 * What a Keras file leaves open.
 *
 * @param batch how many samples go in at a time, from 1; 0 leaves it dynamic
 * @param shapes whole shapes by the name of the input; the empty name stands for the only one
 */
public record KerasOptions(int batch, Map<String, int[]> shapes) {
  /** Checks the batch and copies the map. */
  public KerasOptions {
    if (batch < 0) {
      throw new IllegalArgumentException("batch " + batch);
    }
    shapes = Map.copyOf(shapes);
  }

  /** One sample at a time. */
  public static KerasOptions standard() {
    return new KerasOptions(1, Map.of());
  }
}
