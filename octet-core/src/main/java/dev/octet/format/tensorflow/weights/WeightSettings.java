package dev.octet.format.tensorflow.weights;

/**
 * What to do with which constants.
 *
 * @param minElements constants with fewer elements stay as they are
 * @param treatment what becomes of the others
 */
public record WeightSettings(long minElements, Treatment treatment) {
  /** The fewest elements that are worth the nodes that quantization adds. */
  public static final long MIN_ELEMENTS = 1024;

  /** Checks the number. */
  public WeightSettings {
    if (minElements < 1) {
      throw new IllegalArgumentException(
          "constants of at least %d elements".formatted(minElements));
    }
  }

  /** 8 bits by {@code MIN_FIRST} for 1024 elements and more. */
  public static WeightSettings standard() {
    return new WeightSettings(MIN_ELEMENTS, new Treatment.Quantized(Treatment.Mode.MIN_FIRST));
  }
}
