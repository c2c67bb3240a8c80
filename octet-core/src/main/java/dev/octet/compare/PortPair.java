package dev.octet.compare;

import org.jspecify.annotations.Nullable;

/**
 * An input or an output of the models.
 *
 * @param signature the way in, or null for the main graph of models without signatures
 * @param isInput whether it is an input
 * @param name that the signature has for it, or the tensor's own
 * @param before of the first model, or null
 * @param after of the second, or null
 */
public record PortPair(
    @Nullable String signature,
    boolean isInput,
    String name,
    @Nullable TensorFacts before,
    @Nullable TensorFacts after) {
  /** Checks that there is one. */
  public PortPair {
    if (before == null && after == null) {
      throw new IllegalArgumentException("a port of neither model");
    }
  }

  /** Whether both models have it, with one type, shape and scale. */
  public boolean isSame() {
    return before != null && after != null && before.isLike(after);
  }
}
